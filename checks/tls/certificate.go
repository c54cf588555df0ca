package tls

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"encoding/hex"
	"errors"
	"time"
)

// certificate is what is kept of one.
type certificate struct {
	Subject   string    `json:"subject"`
	Issuer    string    `json:"issuer"`
	Names     []string  `json:"names,omitempty"` // at most some twenty
	NotBefore time.Time `json:"not_before"`
	NotAfter  time.Time `json:"not_after"`
	Key       string    `json:"key"`
	Bits      int       `json:"bits,omitempty"`
	Signature string    `json:"signature"`
	SHA256    string    `json:"sha256"`
	Weak      bool      `json:"weak,omitempty"`
}

// trust says whether browsers would trust the issuer, dates left aside.
type trust string

const (
	trusted      trust = "trusted"
	selfSigned   trust = "self_signed"
	untrusted    trust = "untrusted"
	incomplete   trust = "incomplete"    // the issuer's own certificate was not shown
	chainDates   trust = "chain_dates"   // an issuer's certificate has expired
	weakChain    trust = "weak_chain"    // an issuer signed with what can be forged
	cannotTell   trust = "cannot_tell"   // this machine knows no issuers
	notForServer trust = "not_for_sites" // the certificate is for another use
)

const (
	mostNames   = 20
	mostChain   = 10
	fewestRSA   = 2048
	fewestCurve = 224
	justBefore  = time.Minute
)

// chain keeps what the server showed and grades it.
func (p *probe) chain(raw []*x509.Certificate) {
	p.m.Chain = nil
	for _, c := range raw[:min(len(raw), mostChain)] {
		p.m.Chain = append(p.m.Chain, described(c))
	}
	p.m.Named = raw[0].VerifyHostname(p.m.Host) == nil
	p.m.Trust = p.trust(raw)
}

func described(c *x509.Certificate) certificate {
	sum := sha256.Sum256(c.Raw)
	out := certificate{Subject: clip(c.Subject.String()), Issuer: clip(c.Issuer.String()), NotBefore: c.NotBefore.UTC(), NotAfter: c.NotAfter.UTC(),
		Signature: c.SignatureAlgorithm.String(), SHA256: hex.EncodeToString(sum[:])}
	for _, n := range c.DNSNames[:min(len(c.DNSNames), mostNames)] {
		out.Names = append(out.Names, clip(n))
	}
	for _, ip := range c.IPAddresses[:min(len(c.IPAddresses), mostNames)] {
		out.Names = append(out.Names, ip.String())
	}
	switch k := c.PublicKey.(type) {
	case *rsa.PublicKey:
		out.Key, out.Bits = "RSA", k.N.BitLen()
		out.Weak = out.Bits < fewestRSA
	case *ecdsa.PublicKey:
		out.Key, out.Bits = "ECDSA", k.Curve.Params().BitSize
		out.Weak = out.Bits < fewestCurve
	case ed25519.PublicKey:
		out.Key = "Ed25519"
	default:
		out.Key = c.PublicKeyAlgorithm.String()
	}
	out.Weak = out.Weak || forgeable(c)
	return out
}

// forgeable reports whether a certificate's signature can be forged. That of a
// root is never looked at.
func forgeable(c *x509.Certificate) bool {
	switch c.SignatureAlgorithm {
	case x509.MD2WithRSA, x509.MD5WithRSA, x509.SHA1WithRSA, x509.DSAWithSHA1, x509.ECDSAWithSHA1:
		return true
	}
	return false
}

func clip(s string) string {
	const most = 200
	if r := []rune(s); len(r) > most {
		return string(r[:most])
	}
	return s
}

// trust grades the chain at a moment at which the site's own certificate is
// valid, since its dates are judged apart.
func (p *probe) trust(raw []*x509.Certificate) trust {
	leaf, roots := raw[0], p.o.Roots
	if roots == nil {
		pool, err := x509.SystemCertPool()
		if err != nil || pool.Equal(x509.NewCertPool()) {
			return cannotTell
		}
		roots = pool
	}
	at := p.m.SeenAt
	if at.After(leaf.NotAfter) {
		at = leaf.NotAfter.Add(-justBefore)
	}
	if at.Before(leaf.NotBefore) {
		at = leaf.NotBefore.Add(justBefore)
	}
	between := x509.NewCertPool()
	for _, c := range raw[1:min(len(raw), mostChain)] {
		between.AddCert(c)
	}
	_, err := leaf.Verify(x509.VerifyOptions{Roots: roots, Intermediates: between, CurrentTime: at, KeyUsages: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth}})
	if err == nil {
		return trusted
	}
	var invalid x509.CertificateInvalidError
	if errors.As(err, &invalid) {
		switch invalid.Reason {
		case x509.Expired:
			return chainDates
		case x509.IncompatibleUsage:
			return notForServer
		}
	}
	if bytes.Equal(leaf.RawIssuer, leaf.RawSubject) {
		// A weak signature says nothing, and nobody else signs in this name.
		if err := leaf.CheckSignature(leaf.SignatureAlgorithm, leaf.RawTBSCertificate, leaf.Signature); err == nil || forgeable(leaf) {
			return selfSigned
		}
	}
	for _, c := range raw {
		if forgeable(c) && !bytes.Equal(c.RawIssuer, c.RawSubject) {
			return weakChain
		}
	}
	if len(leaf.IssuingCertificateURL) > 0 && !shown(raw, leaf.RawIssuer) {
		return incomplete
	}
	return untrusted
}

// shown reports whether a certificate of that name is part of the chain.
func shown(raw []*x509.Certificate, name []byte) bool {
	for _, c := range raw {
		if bytes.Equal(c.RawSubject, name) {
			return true
		}
	}
	return false
}

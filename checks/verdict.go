package checks

// Verdict is what the program concludes about one requirement. There is
// exactly one per requirement and audit (domain handbook §7).
type Verdict string

// The ten verdicts, and Untested for what a run was not asked to judge.
const (
	Found        Verdict = "found"          // heading or name and content confirmed, opens, period fits
	Partial      Verdict = "partial"        // countable parts and some are present
	Absent       Verdict = "absent"         // nothing, and coverage above the floor
	WrongPeriod  Verdict = "wrong_period"   // the right thing of a year outside the class
	Unreachable  Verdict = "unreachable"    // the proof's own link does not open for a citizen
	DeclaredNone Verdict = "declared_none"  // the site itself states that there is none
	NotYetDue    Verdict = "not_yet_due"    // the due date has not come
	NotRequired  Verdict = "not_required"   // an if-any requirement with nothing found
	NeedsEyes    Verdict = "needs_eyes"     // a candidate exists and only a person can decide
	CouldNotLook Verdict = "could_not_look" // it could not be examined
	Untested     Verdict = "untested"       // not selected in this run
)

// Verdicts lists the ten verdicts in the order in which reports tally them.
func Verdicts() []Verdict {
	return []Verdict{Found, Partial, WrongPeriod, Unreachable, Absent, NeedsEyes, CouldNotLook, DeclaredNone, NotYetDue, NotRequired}
}

// Valid reports whether v is one of the ten verdicts or Untested.
func (v Verdict) Valid() bool {
	for _, w := range Verdicts() {
		if v == w {
			return true
		}
	}
	return v == Untested
}

// EARL gives the outcome of W3C's Evaluation and Report Language
// (https://www.w3.org/TR/EARL10-Schema/#OutcomeValue) that v amounts to.
func (v Verdict) EARL() string {
	switch v {
	case Found:
		return "passed"
	case Partial, Absent, WrongPeriod, Unreachable:
		return "failed"
	case DeclaredNone, NotYetDue, NotRequired:
		return "inapplicable"
	case NeedsEyes, CouldNotLook:
		return "cantTell"
	default:
		return "untested"
	}
}

// Decided reports whether v settles the matter without a person or a second look.
func (v Verdict) Decided() bool {
	return v != NeedsEyes && v != CouldNotLook && v != Untested && v != ""
}

// Reason is a code that says why; the words for it are the reports'.
type Reason string

// Reasons for needs_eyes.
const (
	ImageOnly         Reason = "image_only"
	UnreadableText    Reason = "unreadable_text"
	WeakMatch         Reason = "weak_match"
	LabelConflict     Reason = "label_conflict"
	NoDate            Reason = "no_date"
	TwoDigitYear      Reason = "two_digit_year"
	WrongOwner        Reason = "wrong_owner"
	DuplicateEvidence Reason = "duplicate_evidence"
	ScriptDrawn       Reason = "script_drawn"
	Signature         Reason = "signature"
	ServiceNotSite    Reason = "service_not_site"
	Unverified        Reason = "unverified"   // claimed by the site, its target could not be verified
	PersonDecides     Reason = "person"       // the requirement asks for a person's judgement
	NotADeclaration   Reason = "none_unclear" // a statement of none where none is not an accepted answer
)

// Reasons for absent and partial.
const (
	MenuOnly            Reason = "menu_only"
	SelfLink            Reason = "self_link"
	EmptyLink           Reason = "empty_link"
	LabelWithoutLink    Reason = "label_without_link"
	EmptySection        Reason = "empty_section"
	Placeholder         Reason = "placeholder"
	IndexOnly           Reason = "index_only"
	UnfilledTemplate    Reason = "unfilled_template"
	CommentedOut        Reason = "commented_out"
	TitleWithoutContent Reason = "title_without_content"
	PartsMissing        Reason = "parts_missing"
	FalseFriend         Reason = "false_friend" // the words are there and mean something else
)

// Reasons of technical checks for absent, partial and needs_eyes.
const (
	NoHTTPS        Reason = "no_https"         // https is not answered
	Downgrade      Reason = "downgrade"        // https leads back to http
	StaysHTTP      Reason = "stays_http"       // http does not lead to https
	OtherHost      Reason = "other_host"       // what answers leads to, or is, another site
	SplitSite      Reason = "split_site"       // one site stands at several addresses that do not lead to one
	CertDates      Reason = "cert_dates"       // expired or not valid yet
	CertName       Reason = "cert_name"        // made out to another name
	CertSelfSigned Reason = "cert_self_signed" // signed by itself
	CertUntrusted  Reason = "cert_untrusted"   // its issuer is known to nobody
	CertIncomplete Reason = "cert_incomplete"  // the server leaves out the issuer's certificate
	CertWeak       Reason = "cert_weak"        // a key or signature that can be forged
	OldTLS         Reason = "old_tls"          // TLS 1.0 or 1.1 is accepted
	VersionLeak    Reason = "version_leak"     // software is told with its version
	NoRecord       Reason = "no_record"        // the domain name system has no such record
	DNSSECBroken   Reason = "dnssec_broken"    // signatures do not hold
	NoName         Reason = "no_name"          // the site stands at a bare IP address
	ForeignDomain  Reason = "foreign_domain"   // not under a state domain
	FreeMail       Reason = "free_mail"        // e-mail at a free provider
)

// Reasons for unreachable.
const (
	DeadLink   Reason = "dead_link"
	SignIn     Reason = "sign_in"
	Password   Reason = "password"
	EmptyFile  Reason = "empty_file"
	WrongType  Reason = "wrong_type"
	FormClosed Reason = "form_closed"
)

// Reasons for wrong_period.
const (
	YearOutside     Reason = "year_outside"
	OutdatedEdition Reason = "outdated_edition"
)

// Reasons for could_not_look.
const (
	SiteDown          Reason = "site_down"
	BadResponse       Reason = "bad_response" // an answer that is none by the rules of HTTP
	DNS               Reason = "dns"
	TLS               Reason = "tls"
	Blocked           Reason = "blocked"
	Challenge         Reason = "challenge"
	Robots            Reason = "robots"
	Budget            Reason = "budget"
	NeedsRender       Reason = "needs_render"
	TooLarge          Reason = "too_large"
	UnsupportedFormat Reason = "unsupported_format"
	Encoding          Reason = "encoding"
	Coverage          Reason = "coverage"
	Stopped           Reason = "stopped"      // a person stopped the run
	NotFollowed       Reason = "not_followed" // off-site and not followed in this run
	OutsideOnly       Reason = "outside_only" // outside the list given by --only
	Private           Reason = "private"      // a private address, refused without --allow-private
	NotMeasured       Reason = "not_measured" // what a technical check needs was not measured in this run
)

// Further reasons of a Gap.
const (
	HTTPStatus   Reason = "http_status" // an answer of 4xx or 5xx other than "gone"
	Timeout      Reason = "timeout"
	RedirectLoop Reason = "redirect_loop"
	Truncated    Reason = "truncated"
	ReadFailed   Reason = "read_failed"  // the bytes came and no reader could read them
	NotArchived  Reason = "not_archived" // the archive that is judged does not hold it
	SoftMissing  Reason = "soft_404"     // a page of 200 that says it is not there
	Spam         Reason = "spam"         // an injected page, excluded from evidence
)

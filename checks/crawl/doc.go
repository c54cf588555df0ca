// Package crawl fetches one office's website politely and yields a
// [checks.Site]: every page and file seen, and a gap for all that was not.
//
// colly is a synchronous fetch layer here. Frontier, scope, robots.txt
// (RFC 9309), politeness, retries, limits and traps are this package's own. Each
// request passes a stack of http.RoundTrippers with one concern each, outermost
// first:
//
//	retry     a few tries for what may pass: 429, 502-504, the network
//	polite    a gap between the requests to a machine, whoever asks; see breaker, Hours
//	body      reads and decompresses within limits and a deadline
//	ledger    counts requests as sent and bytes as received
//	faulty    an office's own host is read although its certificate is faulty
//	transport dials through [Net], which looks at every resolved address
//
// What a website does wrong is a gap or a trouble of a resource, never an error.
package crawl

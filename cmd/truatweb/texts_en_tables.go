package main

import "github.com/truatweb/truatweb/checks"

// allowLetterEnglish is what an office is asked for when its guard keeps the
// program out.
const allowLetterEnglish = "ask the site's keeper to allow the program (tell this machine's IP address and the name it gives), and use --contact YOUR-E-MAIL and --rate 0.5"

// englishTables sets the words for codes.
func englishTables(t *texts) {
	t.verdicts = map[checks.Verdict]string{
		checks.Found: "found", checks.Partial: "partly found", checks.Absent: "not found", checks.WrongPeriod: "wrong year", checks.Unreachable: "does not open",
		checks.DeclaredNone: "declared none", checks.NotYetDue: "not yet due", checks.NotRequired: "not required (if any)",
		checks.NeedsEyes: "needs a person", checks.CouldNotLook: "could not look", checks.Untested: "not audited",
	}
	t.levels = map[string]string{"required": "required", "should": "should", "example": "example", "if-any": "if any"}
	t.periods = map[string]string{
		"none": "-", "incumbent": "today", "cover": "covers FY", "fy_cur": "this FY", "fy_prev": "last FY", "fy_either": "this or last FY",
		"fy_both": "this and last FY", "monthly": "every month", "quarterly": "every quarter", "event_fy": "within FY",
	}
	t.stoppedBy = map[string]string{"pages": "the number of pages (--max-pages)", "time": "the time (--max-time)", "bytes": "the amount of data", "person": "a person", "server": "the site's server, which no longer answered", "archive": "a WARC file that breaks off", "decided": "--until decided: every item was found"}
	t.noSite = map[checks.Reason]obstacle{
		checks.BadResponse:  {"the server's answer breaks the rules of the web (HTTP)", "tell the site's keeper or host of what is said above"},
		checks.SiteDown:     {"the site does not answer", "open the address in a browser; if it fails there too, check it or tell the site's keeper, and audit later"},
		checks.DNS:          {"the domain name system (DNS) does not know the name", "check the spelling, and that this machine is on the internet"},
		checks.TLS:          {"the site's https certificate is not valid", "try the address with http://, and tell the site's keeper to mend the certificate"},
		checks.Timeout:      {"the site does not answer in time", "audit at a quieter hour, or check the address"},
		checks.Robots:       {"its robots.txt keeps the program out, or cannot be read", "ask the site's keeper to allow truatweb in robots.txt"},
		checks.Blocked:      {"the site refuses the program", allowLetterEnglish},
		checks.Challenge:    {"the site asks for proof of being a person", allowLetterEnglish},
		checks.SignIn:       {"the site asks to sign in, so no citizen can see it", "check that it is the address for the public, not for staff"},
		checks.Private:      {"it is a private address, which is not visited by default", "to audit an intranet site add --allow-private and its name or IP address"},
		checks.NotArchived:  {"the WARC file does not hold its home page", "name one that it holds with --home"},
		checks.OutsideOnly:  {"the address is not in the list of --only", "add the host to --only, or leave --only out"},
		checks.DeadLink:     {"there is no page at this address", "check the address, or use the site's home page"},
		checks.HTTPStatus:   {"the site answers with an error", "open it in a browser; if it fails there too tell the site's keeper, and audit later"},
		checks.RedirectLoop: {"the site redirects without end", "tell the site's keeper, or try another address of the site, with or without www"},
		checks.EmptyFile:    {"the site is empty", "check the address, the home page may be in a folder"},
		checks.SoftMissing:  {"the site says that there is no such page", "check the address, or use the site's home page"},
		checks.TooLarge:     {"the home page is larger than can be read", "check that it is a page and not a download"},
		checks.WrongType:    {"the address is no web page", "use the site's home page"},
		checks.ReadFailed:   {"the home page cannot be read", "open it in a browser to see whether it is an ordinary page"},
		checks.Budget:       {"the time or the number of pages ended first", "raise --max-time or --max-pages"},
		checks.Stopped:      {"the run was stopped first", "audit again"},
		checks.Spam:         {"the home page carries injected spam", "tell the site's keeper that the site may be hacked"},
		checks.Encoding:     {"the home page cannot be made out", "tell the site's keeper to look at its character set and compression"},
	}
}

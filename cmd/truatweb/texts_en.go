package main

// english is the English of the command line.
func english() *texts {
	t := &texts{
		lang:      langEnglish,
		headUsage: "Usage", headExamples: "Examples", headCommands: "Commands", headFlags: "Flags", headGlobal: "Global flags",
		helpMore:   `Read about a command with "%s COMMAND --help"`,
		argAddress: "ADDRESS", argCommand: "COMMAND", argFlags: "[flags]", argID: "ID", argRecord: "AUDIT.JSON",
		errorLine: "error: %s", nextLine: "try: %s", didYouMean: ", did you mean %s?",
		unknownCommand: "there is no command %q%s", unknownFlag: "there is no flag %s%s", flagWantsValue: "flag %s needs a value",
		flagWrongValue: "the value of %s cannot be used: %q", flagOther: "the flags cannot be read", tooManyArgs: "one word too many: %q", badLang: "there is no language %q, only th and en",

		rootShort:   "Audit whether a Thai district health office's website publishes what it must",
		rootLong:    "truatweb walks the website of a Thai district public health office, holds it against the list of what must be\npublished, and writes reports that say what was found where, what is missing, and how to pass.",
		exitCodes:   "Exit codes: 0 audited · 1 the program failed · 2 usage or rule file · 3 a --fail-on condition is met\n4 the site could not be looked at · 5 another run writes to the same folder · 6 stopped before the end (reports say what was seen)",
		rootExample: "  truatweb demo\n  truatweb audit https://www.example.go.th\n  truatweb rules explain 1.5",
		helpShort:   "Show how a command is used", flagHelp: "show how the command is used", flagLang: "`LANGUAGE` of messages and reports: th or en (default th, or the variable TRUATWEB_LANG)",
		versionShort: "Show the program's version", manShort: "Write manual pages", flagManOut: "`FOLDER` for the manual pages",
		completionShort: "Make a completion script for a shell", completionLong: "Prints the completion script of a shell, for the shell to read",
		completionWhich: "name one shell: bash, zsh, fish or powershell", completionUnknown: "there is no shell %q%s",

		auditShort: "Audit one website and write reports",
		auditLong: "Walks the website at the address, holds it against every requirement and writes reports (HTML, Excel and audit.json).\n" +
			"Press Ctrl-C once to stop walking and conclude from what is known (the report says so), twice to leave at once.\n\n" +
			"The file of --office (YAML or JSON) has the keys name code district province home scope aliases responsible reviewer, all optional",
		auditExample: "  truatweb audit https://www.example.go.th\n" +
			"  truatweb audit example.go.th --out ./reports --as-of 2026-11-23 --fy 2570\n" +
			"  truatweb audit --office office.yaml --format html,xlsx --fail-on absent,unreachable\n" +
			"  truatweb audit http://10.0.0.5/ --allow-private 10.0.0.5 --max-pages 500 --max-time 30m --rate 2",
		flagOut:      "`FOLDER` for the reports (default ./report-HOST-DATE, never over an earlier one)",
		flagFormat:   "`FORMATS` of the reports, comma-separated: %s (default html,xlsx,json)",
		flagOffice:   "`FILE` about the office, YAML or JSON",
		flagFY:       "`YEAR`: the fiscal year to judge for, Buddhist Era (default follows --as-of)",
		flagAsOf:     "`DATE` of the audit, YYYY-MM-DD (default today in Bangkok)",
		flagMaxPages: "`NUMBER` of pages to open at most (default %d)", flagMaxTime: "`TIME` to walk and to measure at most, such as 30m or 2h (default 10m)",
		flagRate:      "`NUMBER` of requests a second to one host (default 1, 0 is no limit)",
		flagRules:     "`FOLDER` of rules to lay over the built-in ones, may be repeated",
		flagPrivate:   "`LIST` of private addresses (host, host:port or CIDR) that may be reached, for intranets",
		flagOnly:      "`LIST` of addresses (host, host:port or CIDR) that may be reached, nothing else is touched",
		flagFailOn:    "`VERDICTS` that end the program with code 3, comma-separated: required, or names such as absent,partial",
		flagUserAgent: "`NAME` by which the program introduces itself to a site", flagContact: "`CONTACT` of the auditor (e-mail or address), added to that name",
		flagBrowser: "`BROWSER` for pages drawn by script: auto is Chromium if there is one, off is none, or the path of a program (auto)", badBrowser: "--browser %q is no program on this machine: auto, off or the path of Chromium",
		flagOCR: "whether tesseract reads scans that a person must look at, as a hint for them: `auto` or off", badOCR: "--ocr %s: it is auto or off",
		flagQuiet: "tell only one line of result, and errors",

		demoShort:   "Audit the example site that comes with the program, without a network",
		demoLong:    "Serves an invented district health office's website on this machine, audits it and writes reports to look at",
		demoExample: "  truatweb demo\n  truatweb demo --out /tmp/demo", flagDemoOut: "`FOLDER` for the reports (default ./truatweb-demo)",
		demoServing: "the example site stands at %s (on this machine only)", demoNoPort: "the example site cannot be served on this machine", demoOpen: "open the report: %s\naudit a real site with the same command, with this for demo: audit https://ADDRESS",

		reportShort: "Write reports again from an audit.json", reportLong: "Writes reports again from a kept audit, without visiting the site",
		reportExample: "  truatweb report report-example/audit.json\n  truatweb report audit.json --format xlsx --out ./again --lang en",
		flagReportOut: "`FOLDER` for the reports (default where audit.json is)", flagReportFormat: "`FORMATS` of the reports, comma-separated: %s (default html,xlsx)",
		doctorShort: "Tell which optional programs this machine has", doctorLong: "Tells which optional programs are there, what is lost without each and how to install it. A site can be audited without any",
		rulesShort: "List, explain and test rules", rulesLong: "Rules say when a requirement counts as met. They are YAML files that anyone can read and change",
		rulesListShort: "List every rule", rulesExplainShort: "Read a rule aloud",
		rulesTestShort: "Hold rules against their own examples", rulesTestLong: "Judges every example, then drops each condition in turn: a rule in which no example notices fails",
	}
	englishMessages(t)
	englishTables(t)
	englishWorkbench(t)
	englishArchive(t)
	t.round = englishRoundTexts()
	englishReview(t)
	englishUnattended(t)
	englishPapers(t)
	englishManners(t)
	englishReach(t)
	englishWARC(t)
	return t
}

// englishMessages sets what the commands say while they run.
func englishMessages(t *texts) {
	t.badAddress, t.addressExample = "the address %q cannot be used: %s", "truatweb audit https://www.example.go.th"
	t.addressEmpty, t.addressLong, t.addressSpace = "it is empty", "it is too long", "it holds a space or a control character"
	t.addressScheme, t.addressShape, t.addressUser = "it must begin with http:// or https://", "it does not read as an address", "it holds a user name or password, leave that out"
	t.addressPort = "the port behind the colon must be a number from 1 to 65535"
	t.addressHost, t.noAddress = "the host is not valid, it must be a name such as www.example.go.th or an IP address", "no site to audit was given"
	t.badDay, t.dayInBE = "--as-of %q is no date as YYYY-MM-DD", "--as-of %q is a Buddhist Era year, give the Common Era"
	t.dayFar = "--as-of %q is too far away, its year must lie between %d and %d"
	t.badFY, t.badFormat = "--fy %s is no fiscal year of the Buddhist Era", "there is no report format %q%s"
	t.badFailOn, t.failOnChoices = "--fail-on does not know %q%s", "choose from: %s"
	t.badMaxPages, t.badMaxTime, t.badRate = "--max-pages %s must be 1 or more", "--max-time %s is too short, at least 1s", "--rate %s must be from 0 to 1000"
	t.badUserAgent = "--user-agent and --contact must hold no control characters"
	t.badNetList, t.badNetListNext = "the list of --allow-private or --only cannot be used", "--allow-private 10.0.0.5,10.1.0.0/16"

	t.officeMissing, t.officeUnread, t.officeNoForm = "there is no office file %s", "the office file %s cannot be read", "%s is no office file (a folder, or larger than 64 KB)"
	t.officeExample = "write it so → name: สำนักงานสาธารณสุขอำเภอตัวอย่าง / home: https://www.example.go.th (a key a line)"
	t.officeFaulty, t.officeNotUTF8 = "the office file %s has %d mistakes", "the file is not UTF-8, save it as UTF-8"
	t.officeSyntax, t.officeNotMapping = "not valid YAML/JSON: look at the colon, the indentation and the quotes in this line or the one before", "write KEY: VALUE, one a line"
	t.officeTwice, t.officeUnknownKey = "key %q stands twice", "there is no key %q%s (keys: %s)"
	t.officeWantText, t.officeWantTexts = "key %q must be one text", "key %q must be a text or a list of texts"

	t.folderOther, t.folderOtherNext = "the folder %s cannot take the reports", "choose another folder with --out, such as --out ~/reports"
	t.folderFull, t.folderFullNext = "the disk of folder %s is full", "remove files, or choose another disk with --out"
	t.folderIsFile, t.folderIsFileNext = "%s is a file or lies under a file, not a folder", "name another folder with --out"
	t.folderDenied, t.folderDeniedNext = "the folder %s may not be written to", "choose a folder that you may write to with --out, such as --out ~/reports"
	t.folderLocked, t.folderLockedNext = "another audit is writing to the folder %s", "wait until it has ended, or choose another folder with --out"

	t.rulesUnread, t.rulesUnreadNext, t.rulesNoFolder = "the rule folder %s cannot be opened", "look at the name after --rules", "%s is a file, --rules takes a folder"
	t.rulesFaulty, t.rulesFaultyNext = "the rule files have %d mistakes, so nothing was audited", "mend the lines above, then test with"
	t.rulesNone, t.rulesNoneNext = "there is not one rule to audit by", "truatweb rules list"
	t.rulesTested, t.rulesTestFailed = "%s: %d rules, %d examples tested", "the rules fail in %d places"
	t.rulesTestNext, t.rulesTestOK, t.interrupted = "mend the rules or add examples as the lines above say, then test again with", "all pass", "interrupted"
	t.explainWants, t.explainUnknown = "name an item", "there is no item %q%s"
	t.recordMissing, t.recordUnread, t.recordBroken = "there is no file %s", "the file %s cannot be read", "%s is no whole audit"
	t.recordNext = "use an audit.json that truatweb audit wrote"
	t.reportWants = "name one audit.json"
	t.colID, t.colLevel, t.colTitle, t.colPeriod, t.colWays, t.colExamples = "id", "level", "title", "period", "ways", "examples"
	t.wayParts, t.wayCheck, t.waySameAs, t.wayAsk = "sum of parts", "technical check", "as another item", "a person"

	t.asOfLine, t.fyDerived, t.fyGiven = "audited as of %s (%s)", "fiscal year %s (follows from the date, change it with --fy)", "fiscal year %s (as given)"
	t.tryingHTTP, t.stopping = "https does not answer, trying http: %s", "stopping and concluding from what is known, press Ctrl-C again to leave at once"
	t.progressLine, t.progressDecided = "%d pages %d documents%s · %.1f/s · %s · %s", " · %d/%d items decided"
	t.auditFailed, t.auditFailedNext = "%s could not be audited", "try again, and if it stays so tell the program's keepers with this message"
	t.reportsIncomplete, t.panicked = "not all reports could be written", "the program stumbled, please send all of this to its keepers"
	t.rescued, t.notRescued = "the audit is kept in %s, make the reports with: truatweb report %s --out ANOTHER-FOLDER", "the audit could not be kept elsewhere either: %s"
	t.resultHead, t.resultSeen = "audit of %s", "%d pages and %d documents seen, %d addresses failed"
	t.resultStopped, t.resultFloor = "stopped early: %s", "too little of the site was seen to call anything absent"
	t.resultTally, t.resultWorst, t.resultMore = "verdicts: %s", "to mend first:", "  and %d more, see the report"
	t.resultReports, t.quietResult, t.failOnMet = "reports:", "%s: %s → %s", "%d items meet --fail-on: %s"
	t.noSiteLine, t.noSiteDetail = "not one page of %s could be looked at: %s", " (%s)"

	t.doctorHead, t.doctorHave, t.doctorLack = "truatweb %s is ready, optional programs on this machine:", "  there    %s  %s", "  missing  %s — %s"
	t.doctorAll, t.doctorApt = "all there", "install what is missing (Debian/Ubuntu): %s"
	t.toolThaiOCR, t.toolFonts = "Thai for Tesseract (tha)", "Thai fonts"
	t.lostChromium = "pages drawn by script cannot be looked at, their items become could_not_look"
	t.lostPoppler = "PDF text is read by a fallback that is worse at Thai"
	t.lostTesseract, t.lostThaiOCR = "pictures and scans cannot be read, a person must look", "Thai in pictures cannot be read"
	t.lostFonts = "screenshots and conversions made here have no Thai letters (the HTML report carries its own font)"
}

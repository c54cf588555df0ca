package main

// englishReview sets what is said about review by workbook.
func englishReview(t *texts) {
	t.review = reviewTexts{
		short: "Review by workbook: write one to fill in, and read the answers back",
		long: "In one Excel workbook the office replies (an address, a note) and the reviewer decides (verdict, reason, name, unit, day, until when).\n" +
			"What people say stands beside the program's findings in later reports and changes neither verdicts nor scores. Once the evidence changes or the time is up they are asked again.\n\n" +
			"It is kept in the archive (--data) or in a plain folder (--decisions). Every change is appended to a log chained by hashes.",
		example:   "  truatweb review export report-example -o review.xlsx --decisions ./decisions\n  truatweb review import review.xlsx --decisions ./decisions --dry-run\n  truatweb review import review.xlsx --decisions ./decisions\n  truatweb report report-example --decisions ./decisions",
		argAudits: "[REPORT-FOLDER...]", argBook: "FILE.xlsx",
		exportShort: "Write the workbook to reply and decide in",
		exportLong: "Writes one workbook for one or many offices, one row an item; what is undecided and most doubtful comes first. Only answers can be written in. The workbook is in Thai.\n" +
			"Name folders of reports, audit.json files or ids of audits in the archive; without any, the latest audit of every office in the archive is taken.",
		exportExample: "  truatweb review export report-example -o review.xlsx\n  truatweb review export report-*/ -o review.xlsx --decisions ./decisions\n  truatweb review export --data ./archive -o review.xlsx",
		flagBook:      "Excel `file` to write (ending in .xlsx)",
		exportWants:   "say with -o which file to write, ending in .xlsx", noArchive: "name a folder of reports or an audit.json: there is no archive to take audits from",
		older:    "%s is left out: there is a later audit of the same office (%s)",
		exported: "%s: %d offices, %d rows, %d of them undecided", exportNext: "Once filled in: truatweb review import %s",
		importShort: "Read replies and decisions from a workbook",
		importLong: "Looks at every cell first. If one is wrong nothing is kept, and every cell to mend is named with the mend (in Thai). The same file again changes nothing.\n" +
			"Takes what Excel, LibreOffice and other spreadsheet programs save as .xlsx.",
		importExample: "  truatweb review import review.xlsx --decisions ./decisions\n  truatweb review import review.xlsx --data ./archive --dry-run\n  truatweb review import review.xlsx --decisions ./decisions --against report-example",
		importWants:   "name one Excel file", flagDryRun: "look at the file and say what would change, keeping nothing",
		flagAgainst:   "latest `report folder`, to see whether evidence is still what was exported (repeatable; an archive knows its own latest)",
		flagDecisions: "`folder` of replies and decisions, in place of the archive",
		noStore:       "there is no place to keep decisions in", noStoreNext: "--decisions ./decisions or --data ./archive",
		bookMissing: "no file %s", bookUnread: "cannot open %s", bookMacro: "%s is a file that may hold macros and is not opened", bookMacroNext: "save it as .xlsx, which holds none, and import that",
		refused: "nothing of this file is kept; %d places are to be mended", refusedNext: "mend what is listed above, save, and import again",
		counts:     "Imported %s: %d rows answered, new decisions %d (waivers %d, taken back %d), new replies %d, kept before %d",
		noAnswers:  "Nothing is answered in this file yet",
		nothingNew: "Nothing changed: all that this file says was kept before", dry: "A dry run: nothing was kept", changedHead: "What changed:",
		changed: "  row %d %s item %s %s — %s", asideHead: "Without effect:", more: "  and %d more",
		verifyShort: "Check that the log of decisions was not changed, cut or added to", sound: "The log is whole: %d lines, last hash %s", empty: "No decisions yet",
		damaged: "the log of decisions does not hold: it was changed, cut or added to", damagedNext: "restore the folder of decisions from a backup, then truatweb review verify",
		busy: "another program has been writing decisions for too long", busyNext: "wait for it to finish, then try again",
		newer: "the decisions were written by a newer version of the program and are left alone", newerNext: "install the latest truatweb",
		noFolder: "%s is not a folder", full: "the disk of the folder of decisions %s is full; nothing was kept", fullNext: "remove files that are not needed and try again; what was there is whole",
		unusable: "the folder of decisions %s cannot be used", unusableNext: "ask for the right to read and write it, or use another folder with --decisions",
		seeded: "addresses that the office pointed to, to be looked at first: %d", unsaid: "warning: the decisions cannot be read, so the report has none: %s",
	}
}

package main

// englishArchive sets what is said about the archive.
func englishArchive(t *texts) {
	t.archive = archiveTexts{
		short: "the archive of audits: save, look up, verify and back up",
		long: "The archive keeps every audit (its audit.json as it was written), the site as it was seen, decisions, and a log chained by hashes, in one folder.\n" +
			"The command audit saves into it where there is one already, or with --data.\n\n" +
			"Where it lies: --data, the variable %s, or your own data folder. It must be on this computer, not on a network share.\n" +
			"Several computers share one through PostgreSQL: set %s=postgres://user@host/database.\n\n" +
			"Back up by copying the whole folder while no program uses it, or with archive backup at any time.",
		example:    "  truatweb archive add report-example --data ./archive\n  truatweb archive list\n  truatweb archive verify",
		flagData:   "the archive's `folder` (usually by the variable %s, or your own data folder; - is none)",
		argFolders: "REPORT-FOLDER...", argMaybeOffice: "[OFFICE]", argFolder: "FOLDER", argAudit: "AUDIT-ID", argOffice: "OFFICE", argTwo: "EARLIER LATER",
		addShort: "save audits into the archive", addLong: "Saves the audit.json of each folder of reports, with its site.warc.gz if there is one. What is saved already is not saved twice.",
		addExample: "  truatweb archive add report-example\n  truatweb archive add report-*/audit.json --data ./archive", addWants: "which folder of reports, or audit.json?",
		added: "saved %s %s from %s", known: "there already: %s %s from %s", notAll: "not everything was saved; see above",
		listShort: "list the offices, or the audits of one office", empty: "the archive %s is empty; fill it with: truatweb archive add FOLDER",
		verifyShort: "check that all is as it was saved", verifyLong: "Holds audits, findings and kept sites against their hashes, every one, and the log of decisions against its chain. What does not agree is named.",
		faulty: "%d faults in the archive", faultyNext: "restore a backup, then run truatweb archive verify again",
		sound:       "the archive is whole: %d audits, %d findings, %d kept sites, %d lines of the log of decisions",
		backupShort: "copy the whole archive into another folder", backupLong: "Copies one state of the archive, also while other programs use it. The copy can be used at once with --data.",
		backupWants: "into which folder?", backupThere: "there is an archive in %s already, which is not overwritten", backedUp: "the archive was copied to %s; check it with: truatweb archive verify --data and this folder",
		exportShort: "write an audit of the archive as files", exportLong: "Writes the audit.json, byte for byte as it was saved, and site.warc.gz if it was kept. The command report makes reports of them.",
		exportWants: "which audit?", flagExportOut: "the `folder` to write to (usually ./report-AUDIT-ID)",
		confidenceShort: "see how often people came to the program's verdict", confidenceLong: "Counts the decisions in the archive against the program's verdicts on the same evidence, by item, by the program's verdict and by rules.\nItems with %d decisions or more are shown, the most doubtful first, with the interval of 95 per cent (Wilson).",
		confidenceAll: "All items", leftToPeople: "  %d decisions where the program had left the verdict to a person (they count neither way)", noneYet: "no decision yet where the program gave a verdict",
		tooFew: "no item has %d decisions yet", noDecisions: "there are no decisions in the archive", every: "all",
		historyShort: "see all audits of an office", historyLong: "Shows every audit of an office: items by verdict, the range of the score of required items, and what turned since the time before.\nName the office by its code, address or a part of its name.",
		historyWants: "which office: its code, address or name?",
		flagProofs:   "also show when each address was evidence first and last", historyHead: "%s audited %d times",
		otherRules: "other rules", belowFloor: "too little seen", nothingTurned: "nothing turned", aside: "changed otherwise",
		diffShort: "compare two audits", diffLong: "Says which items are better, worse, lost or the same, and whether the site changed or the rules did.\nWhat was there counts as lost once it was not found twice with a night in between; once is not enough.\n" +
			"Name each audit by its id in the archive, its folder of reports or its audit.json. An office alone compares its last two.",
		diffWants: "which two audits, or which office?", flagDiffAll: "also show what is the same",
		diffHead: "%s\nearlier %s (%s)\nlater %s (%s)", swapped: "swapped, so that the earlier one comes first", incomparable: "these two audits cannot be compared",
		diffTotal: "In all: %s · same %d", diffSince: " (last there %s)", onlyOne: "the archive has fewer than two audits of %s",
		colOffice: "office", colName: "name", colAudits: "audits", colLast: "last", colID: "audit", colDay: "day", colYear: "fiscal year", colPages: "pages",
		colDocuments: "documents", colFloor: "enough seen", colSite: "site kept", colTally: "items by verdict", colScore: "required items", colTurned: "since the time before",
		colItem: "item", colRules: "rules", colVerdict: "program's verdict", colUpheld: "upheld", colInterval: "interval of 95 per cent", colFirst: "first seen", colLastSeen: "last seen", colAddress: "address",
		yes: "yes", no: "no",
		saved: "saved in the archive: %s", unsaved: "warning: the audit could not be saved in the archive (the reports are written; save it later with truatweb archive add): %s", unremembered: "warning: earlier audits could not be read from the archive, so the reports compare with nothing: %s",
		noPlace: "where the archive is to be is not known", notKept: "no such audit is in the archive", noAudit: "not an audit that can be saved", ambiguous: "%s begins several ids: %s",
		noOffice: "no office %q in the archive", offices: "%q means several offices: %s", ownTools: "a PostgreSQL database is backed up by its own tools", noBuckets: "this build keeps no sites in buckets (TRUATWEB_SITES); build it with the tag buckets", noFiles: "this archive has no place for sites", failed: "the archive failed",
		source:      obstacle{"the archive cannot be there: %s", "give --data a folder, or mend the variable TRUATWEB_DATABASE"},
		missing:     obstacle{"there is no archive at %s", "save an audit first with truatweb archive add FOLDER, or say where it is with --data"},
		locked:      obstacle{"another program has been writing the archive %s for too long", "wait until it is done and try again"},
		readOnly:    obstacle{"the archive %s cannot be written", "copy its folder to where it can be, and name that with --data"},
		denied:      obstacle{"no permission for the archive %s", "ask for permission to read and write, or use another folder with --data"},
		newer:       obstacle{"the archive %s was written by a newer version of this program and is left alone", "install the latest truatweb"},
		full:        obstacle{"no space is left for the archive %s", "free some space or move the archive to another disk and try again; what was in it is whole"},
		unreachable: obstacle{"the computer that has the archive does not answer: %s", "see that it is on and that TRUATWEB_DATABASE names it rightly"},
		foreign:     obstacle{"%s is no archive of this program", "use another folder with --data"},
		damaged:     obstacle{"the archive %s is damaged", "restore a backup; truatweb archive verify says what is damaged"},
		remote:      obstacle{"the archive %s is on a network share, where it can be damaged", "move it to this computer, or use PostgreSQL through TRUATWEB_DATABASE"},
		subjects: map[string]string{"database": "database file", "record": "record", "audit": "audit", "standard": "standard", "finding": "finding", "proof": "evidence",
			"office": "office", "site": "kept site", "statement": "log line"},
		problems: map[string]string{"missing": "missing", "changed": "not as it was saved", "unread": "cannot be read", "unchained": "the chain is broken: something before was changed, taken out or put in", "nobodys": "belongs to nothing"},
	}
}

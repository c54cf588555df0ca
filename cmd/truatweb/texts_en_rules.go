package main

// englishWorkbench sets what is said to people who write rules.
func englishWorkbench(t *texts) {
	t.argFileOrAddress, t.argOldNew = "FILE|ADDRESS", "OLD NEW"
	t.flagStandards = "`standards` to use, with commas between, e.g. ops2563,oia2540 (default all)"
	t.badStandard, t.standardLine = "there is no standard %q%s", "standard %s (%s)"
	t.fileExists, t.fileExistsNext = "%s is there already and is not replaced", "change that file, or choose another place with --out"
	t.fileUnwritten, t.flagForce = "cannot write %s", "replace the file if there is one"

	t.rulesNewShort = "begin the rule file of a new item"
	t.rulesNewLong = "Writes a rule file that loads, with comments in Thai and places to fill that begin with a mark.\n" +
		"`rules test` tells which are left. A file that is there is never replaced.\n" +
		"Where the id is there already, the file adds words to that rule (add) instead of replacing it whole."
	t.flagNewOut, t.flagNewPack = "`folder` of your own rules (default my-rules)", "`standard` of the item (default by its id)"
	t.newBadID = "the id %q will not do: use English letters, digits and dots"
	t.newNotSearched = "item %s of %s is there already and is not searched for, so that no words can be added"
	t.newNoPack = "no telling which standard item %q belongs to: say so with --pack"
	t.newAdds = "item %s of %s is there already: this file adds words to it"
	t.newNext = "next:\n  1. open %s and write what is marked %s\n  2. test:  truatweb rules test --rules %s\n  3. try a real page:  truatweb rules try page.html --rules %s"

	t.rulesTryShort = "try rules on one page or document"
	t.rulesTryLong = "Reads a file of this machine, or one page of a website with the files it links to directly, and says which items it answers and what others lack.\n" +
		"Without --id it tells of the items that are answered or nearly so; with it, of every condition.\n" +
		"Items that need a whole website (technical checks, sums of others) cannot be judged from one page: use truatweb audit."
	t.flagTryID, t.flagTryLabel = "`ids` of the items to try, with commas between", "`text` of the link that leads to the page (default its heading or title)"
	t.tryWants, t.tryMissing = "one file or address is needed", "no file \"%s\"%s; an address begins with http:// or https://"
	t.tryFolder, t.tryPage = "%s is a folder: name one file", "page"
	t.trySeen, t.tryUndrawn = "%s \"%s\": %d pieces of text, %d links, %d linked files read", "scripts draw this page, so that not all is seen: use truatweb audit, which opens a browser"
	t.tryGap, t.tryFor = "could not open: %s (%s)", "judged for fiscal year %s as of %s"
	t.tryNone, t.tryNear = "this page answers no item yet", "%d items nearly answered:"
	t.trySilent, t.tryRule = "%d more items have none of their words on this page; look at one with --id", "%s %s: %s"
	t.tryOther = "  this item is not judged by searching one page, see: truatweb rules explain %s"
	t.tryWay, t.tryNotLed, t.tryNowhere = "  way %d: ", "%snone of its words stand on this page; looked for: %s", "%snothing on this page that this way looks at"
	t.tryBarred = "%sled to \"%s\", where a word of not_when says that it is something else"
	t.tryLed, t.tryLedWeakly = "%sled to by \"%s\" (%s)", "%sled to \"%s\" (%s) by a weak word alone, which proves nothing"
	t.tryUnopened, t.tryWhole = "%sonly a link \"%s\" to another page, which is not opened here", "%slooked at the whole page"
	t.tryYears, t.tryNotFollowed = "  fiscal years seen: %s", "what it links to was not opened"
	t.tryHas, t.tryLacks = "has  ", "lacks"

	t.rulesDiffShort = "see where two sets of rules judge differently"
	t.rulesDiffLong = "Says which items were added, changed or dropped between two sets of rules. Each is a folder laid over the built-in rules; - is the built-in ones.\n" +
		"With --sites, websites kept in a folder (site.json and www/) are served on this machine, looked at once each, and judged by both, so that what differs comes of the rules alone.\n" +
		"Better and worse are for the office and do not say that a rule is right. Where a site has answers.json, its answer is told too."
	t.flagDiffSites, t.flagDiffWhole = "`folder` of kept websites, each with site.json and www/", "use the two folders in place of all built-in rules, not laid over them"
	t.diffWants, t.diffNoSites = "two folders of rules are needed, the old and the new", "give --sites FOLDER to see which findings would turn"
	t.diffSitesUnread, t.diffSitesNext = "no kept websites in %s", "--sites ./testdata/sites"
	t.diffBadDay, t.diffTotal = "site.json of %s has the as_of %q, which is no day", "%d sites: %d findings turn (better %d, worse %d, other %d), %d stay"
	t.diffNewRule, t.diffChangedRule, t.diffGoneRule = "new      %s %s", "changed  %s %s", "dropped  %s %s"
	t.diffSameRules, t.diffSite = "both sets of rules judge every item alike", "%s: %s findings turn (better %d, worse %d, other %d), %d stay"
	t.diffTurned, t.diffKey = "  %s %s: %s → %s (%s)", " key: %s"
	t.diffBetter, t.diffWorse, t.diffAside, t.diffAdded = "better", "worse", "neither better nor worse", "new item"

	t.rulesSchemaShort = "print the JSON Schema of rule files, for editors that complete and explain"
	t.rulesSchemaLong = "Prints the JSON Schema with a Thai description of every key: requirement for a category file, standard for standard.yaml.\n\n" +
		"In VS Code install the extension YAML (redhat.vscode-yaml), keep what this prints as a file, and begin a rule file with\n" +
		"  # yaml-language-server: $schema=../requirement.schema.json\n" +
		"The editor then completes keys, explains them and underlines mistakes. Files of `rules new` begin so already."
	t.badSchema = "there is no schema %q%s"

	t.rulesMissing, t.rulesEmpty = "there is no rule folder %s%s", "the rule folder %s holds no rule file: it takes a folder named after a pack, with .yaml files in it, e.g. ops2563/my-words.yaml"
	t.rulesMisnamed = "this file is not read, since its name does not end in .yaml: rename it to %s (in Notepad choose All Files when saving)"
	t.rulesIsFolder = "this is a folder under the name of a rule file: rename it, to %s for instance, or put the file in its place"
	t.rulesTooDeep = "this file is not read, since it lies too many folders down: move it to %s"
	t.explainUnknowns, t.explainStandard = "%d items above are unknown", "%q names a standard, not an item"
	t.tryUntried, t.trySameAs = "one page cannot decide it", "  this item takes the verdict of %s, try that: --id %s"
	t.tryNoText = "no text at all could be read from this file: it may be a scan, locked by a password, or of a kind unknown to the program; what follows does not mean that anything is missing"

	t.exportExistsNext = "replace it with --force, or choose another place with --out"
	t.rulesExportShort, t.exportTitle = "write all rules into an Excel workbook for reading", "Rules"
	t.rulesExportLong = "Writes a workbook with every requirement, its level, period, words, how it is judged, examples and the certainty of its text, a sheet a standard.\nIt is for reading and talking over: changing it changes no rule."
	t.flagExportOut = "`file` to write (default truatweb-rules.xlsx)"
	t.colStandard, t.colEdition, t.colCertainty, t.colSource, t.colRules, t.colCategory = "Standard", "Edition", "Certainty of the text", "Source", "Items", "Category"
	t.colWords, t.colJudged, t.colAdvice, t.colResponsible, t.colReviewer = "Words looked for", "How it is judged", "Advice", "Responsible", "Reviewer"

	t.places = map[string]string{"page": "page", "section": "section", "row": "row or item", "document": "document", "image": "picture", "site": "text of the site"}
}

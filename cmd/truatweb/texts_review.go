package main

// reviewTexts is what is said about review by workbook.
type reviewTexts struct {
	short, long, example, argAudits, argBook                                        string
	exportShort, exportLong, exportExample, flagBook, exportWants, noArchive, older string
	exported, exportNext                                                            string
	importShort, importLong, importExample, importWants, flagDryRun, flagAgainst    string
	flagDecisions, noStore, noStoreNext                                             string
	bookMissing, bookUnread, bookMacro, bookMacroNext, refused, refusedNext         string
	counts, noAnswers, nothingNew, dry, changedHead, changed, asideHead, more       string
	verifyShort, sound, empty                                                       string
	damaged, damagedNext, busy, busyNext, newer, newerNext                          string
	noFolder, full, fullNext, unusable, unusableNext                                string
	seeded, unsaid                                                                  string
}

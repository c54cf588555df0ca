package main

import (
	"time"

	"github.com/truatweb/truatweb/checks/thai"
)

// archiveTexts is what is said about the archive, and about audits over time.
type archiveTexts struct {
	short, long, example, flagData                                                                string
	argFolders, argMaybeOffice, argFolder, argAudit, argOffice, argTwo                            string
	addShort, addLong, addExample, addWants, added, known, notAll                                 string
	listShort, empty                                                                              string
	verifyShort, verifyLong, faulty, faultyNext, sound                                            string
	backupShort, backupLong, backupWants, backupThere, backedUp                                   string
	exportShort, exportLong, exportWants, flagExportOut                                           string
	confidenceShort, confidenceLong, confidenceAll, leftToPeople, noneYet, tooFew                 string
	noDecisions, every                                                                            string
	historyShort, historyLong, historyWants, flagProofs, historyHead                              string
	otherRules, belowFloor, nothingTurned, aside                                                  string
	diffShort, diffLong, diffWants, flagDiffAll, diffHead, swapped                                string
	incomparable, diffTotal, diffSince, onlyOne                                                   string
	colOffice, colName, colAudits, colLast, colID, colDay, colYear, colPages                      string
	colDocuments, colFloor, colSite, colTally, colScore, colTurned                                string
	colItem, colRules, colVerdict, colUpheld, colInterval, colFirst, colLastSeen                  string
	colAddress, yes, no                                                                           string
	saved, unsaved, unremembered                                                                  string
	noPlace, notKept, noAudit, ambiguous, noOffice, offices, ownTools, noFiles, noBuckets, failed string
	source, missing, locked, readOnly, denied, newer, full, unreachable, foreign, damaged, remote obstacle
	subjects, problems                                                                            map[string]string
}

// day writes a day for a table: of the Buddhist Era in Thai.
func (t *texts) day(at time.Time) string {
	if t.lang == langEnglish {
		return at.In(thai.Bangkok()).Format(time.DateOnly)
	}
	return thai.FormatDate(at)
}

// longDay writes a day in full.
func (t *texts) longDay(at time.Time) string {
	if t.lang == langEnglish {
		return at.In(thai.Bangkok()).Format("2 January 2006")
	}
	return thai.FormatDateLong(at)
}

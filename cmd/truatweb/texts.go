package main

import "github.com/truatweb/truatweb/checks"

// Languages of the command line.
const (
	langThai    = "th"
	langEnglish = "en"
)

// texts is every word that the commands say to a person, in one language. A
// text with verbs is a format; both languages use the same verbs in order.
type texts struct {
	lang string

	// The frame: headings of help, placeholders, errors of the command line.
	headUsage, headExamples, headCommands, headFlags, headGlobal, helpMore                             string
	argAddress, argCommand, argFlags, argID, argRecord                                                 string
	errorLine, nextLine, didYouMean                                                                    string
	unknownCommand, unknownFlag, flagWantsValue, flagWrongValue, flagOther                             string
	tooManyArgs, badLang                                                                               string
	rootShort, rootLong, rootExample, exitCodes, helpShort, flagHelp, flagLang                         string
	versionShort, manShort, flagManOut                                                                 string
	completionShort, completionLong, completionWhich, completionUnknown                                string
	auditShort, auditLong, auditExample                                                                string
	flagOut, flagFormat, flagOffice, flagFY, flagAsOf, flagMaxPages                                    string
	flagMaxTime, flagRate, flagRules, flagPrivate, flagOnly, flagFailOn                                string
	flagOCR, badOCR                                                                                    string
	flagUserAgent, flagContact, flagQuiet, flagBrowser, badBrowser                                     string
	demoShort, demoLong, demoExample, flagDemoOut, demoServing, demoOpen, demoNoPort                   string
	reportShort, reportLong, reportExample, flagReportOut, flagReportFormat                            string
	doctorShort, doctorLong                                                                            string
	rulesShort, rulesLong, rulesListShort, rulesExplainShort                                           string
	rulesTestShort, rulesTestLong                                                                      string
	argFileOrAddress, argOldNew, flagStandards, badStandard, standardLine                              string
	rulesNewShort, rulesNewLong, flagNewOut, flagNewPack                                               string
	newBadID, newNotSearched, newNoPack, newAdds, newNext                                              string
	fileExists, fileExistsNext, fileUnwritten, flagForce                                               string
	rulesTryShort, rulesTryLong, flagTryID, flagTryLabel                                               string
	tryWants, tryMissing, tryFolder, tryPage, trySeen, tryUndrawn, tryGap, tryFor                      string
	tryNone, tryNear, trySilent, tryRule, tryOther, tryWay, tryNotLed, tryNowhere                      string
	tryBarred, tryLed, tryLedWeakly, tryHas, tryLacks, tryUnopened, tryWhole, tryYears, tryNotFollowed string
	rulesDiffShort, rulesDiffLong, flagDiffSites, flagDiffWhole, diffWants                             string
	diffNoSites, diffSitesUnread, diffSitesNext, diffBadDay, diffTotal                                 string
	diffNewRule, diffChangedRule, diffGoneRule, diffSameRules, diffSite, diffTurned                    string
	diffBetter, diffWorse, diffAside, diffAdded, diffKey                                               string
	rulesSchemaShort, rulesSchemaLong, badSchema                                                       string
	rulesExportShort, rulesExportLong, flagExportOut, exportTitle                                      string
	colStandard, colEdition, colCertainty, colSource, colRules, colCategory                            string
	colWords, colJudged, colAdvice, colResponsible, colReviewer                                        string
	badAddress, addressExample, addressEmpty, addressLong, addressSpace                                string
	addressScheme, addressShape, addressUser, addressHost, addressPort, noAddress                      string
	badDay, dayInBE, dayFar, badFY, badFormat, badFailOn, failOnChoices                                string
	badMaxPages, badMaxTime, badRate, badUserAgent, badNetList, badNetListNext                         string
	officeMissing, officeUnread, officeNoForm, officeExample, officeFaulty                             string
	officeNotUTF8, officeSyntax, officeNotMapping, officeTwice                                         string
	officeUnknownKey, officeWantText, officeWantTexts                                                  string
	folderOther, folderOtherNext, folderFull, folderFullNext                                           string
	folderIsFile, folderIsFileNext, folderDenied, folderDeniedNext                                     string
	folderLocked, folderLockedNext                                                                     string
	rulesUnread, rulesUnreadNext, rulesNoFolder, rulesFaulty, rulesFaultyNext                          string
	rulesNone, rulesNoneNext                                                                           string
	rulesTested, rulesTestFailed, rulesTestNext, rulesTestOK, interrupted                              string
	explainWants, explainUnknown, explainUnknowns, explainStandard                                     string
	rulesMissing, rulesMisnamed, rulesTooDeep, rulesIsFolder, rulesEmpty                               string
	tryNoText, tryUntried, trySameAs, exportExistsNext                                                 string
	recordMissing, recordUnread, recordBroken, recordNext                                              string
	reportWants                                                                                        string
	colID, colLevel, colTitle, colPeriod, colWays, colExamples                                         string
	wayParts, wayCheck, waySameAs, wayAsk                                                              string
	asOfLine, fyDerived, fyGiven, tryingHTTP, stopping                                                 string
	progressLine, progressDecided                                                                      string
	auditFailed, auditFailedNext, reportsIncomplete, panicked, rescued, notRescued                     string
	resultHead, resultSeen, resultStopped, resultFloor, resultTally                                    string
	resultWorst, resultMore, resultReports, quietResult, failOnMet                                     string
	noSiteLine, noSiteDetail                                                                           string
	doctorHead, doctorHave, doctorLack, doctorAll, doctorApt                                           string
	toolThaiOCR, toolFonts                                                                             string
	lostChromium, lostPoppler, lostTesseract, lostThaiOCR, lostFonts                                   string

	unattended unattendedTexts
	warc       warcTexts
	papers     papersTexts
	manners    mannersTexts
	reach      reachTexts

	archive archiveTexts
	review  reviewTexts
	round   roundTexts

	verdicts  map[checks.Verdict]string
	levels    map[string]string
	periods   map[string]string
	places    map[string]string          // by rules.Place
	stoppedBy map[string]string          // by checks.Site.StoppedBy
	noSite    map[checks.Reason]obstacle // why a site could not be looked at
}

// obstacle is what kept the program out, and what a person can do about it.
type obstacle struct {
	what string
	next string
}

// textsOf gives the texts of a language; Thai for any it does not know.
func textsOf(lang string) *texts {
	if lang == langEnglish {
		return english()
	}
	return thaiTexts()
}

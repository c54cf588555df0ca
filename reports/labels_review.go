package reports

// ReviewLabels are the words around what people said of an audit.
type ReviewLabels struct {
	Answers, SheetAnswers, Replied, RepliedBy, Approver, Scope, VerdictNow, State string
}

func thaiReviewLabels() ReviewLabels {
	return ReviewLabels{Answers: "คำวินิจฉัยและการผ่อนผัน", SheetAnswers: "คำวินิจฉัย", Replied: "คำตอบของหน่วยงาน", RepliedBy: "ตอบโดย", Approver: "ผู้อนุมัติ", Scope: "ขอบเขต",
		VerdictNow: "ผลครั้งนี้", State: "สถานะ"}
}

func englishReviewLabels() ReviewLabels {
	return ReviewLabels{Answers: "Decisions and waivers", SheetAnswers: "Decisions", Replied: "The office's reply", RepliedBy: "Replied by", Approver: "Approved by", Scope: "Scope",
		VerdictNow: "Verdict now", State: "State"}
}

// Package cockpit lays a round out for the office that answers for all of them,
// such as a province: which office lacks what, what is missing most, what many
// lack for one cause, what has changed since the round before, and what each
// unit has to do.
//
//	b := cockpit.New(round, "th")
//	b.Add(&round.Entries[0], audit, before) // one after another: audits are not kept
//	c := b.Cockpit()
//	c.WriteHTML(w); c.WriteBook(w); c.WriteCSV(w); c.WriteJSON(w)
//
// The page is one file that opens without a server and without the network.
// Figures speak of comparable offices alone: those whose site was seen far
// enough that something can be called absent.
package cockpit

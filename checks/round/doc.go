// Package round runs audit programmes: many offices in one period, by one
// worker or by many on several machines, on SQLite or PostgreSQL with the same
// SQL. [River] hands out the jobs; what became of each office stands in tables
// of our own, which are the truth: a job that River hands out twice, or too
// late, finds that its generation has passed and does nothing.
//
//	waiting ──claim──► running ──► audited
//	   ▲                  │  └────► failed, all tries spent
//	   └──next try, or its worker was lost: another generation
//
// A worker that runs an office tells so by a beat that it counts up. Whoever
// sees a beat stand still for long enough, by a clock that only it reads and
// that no jump of the day's time moves, puts the office back: so a worker may
// die at any moment, and nothing is lost or counted twice.
//
// Offices that share a host or an address are audited one after another,
// whichever workers take them, and so share its politeness.
//
// [River]: https://riverqueue.com
package round

package answer

import (
	"authcat/catalog"
	"authcat/catalog/plan"
)

// Planned is the least credential for a list of calls.
type Planned struct {
	*Catalog
	Plan plan.Plan
}

// Lock keeps the plan, as of the day of its data set.
func (p *Planned) Lock() plan.Lock { return p.Plan.Lock(p.Dataset.AsOf) }

// Requested is what creates the credential of a plan.
type Requested struct {
	*Catalog
	Request *plan.Request
}

// Refused says why a plan has no request.
type Refused struct {
	*plan.Refusal
	Dataset Dataset
}

// Request asks for what creates the plan's credential: one of the two is nil.
func (p *Planned) Request(kind plan.RequestKind) (*Requested, *Refused) {
	request, refusal := p.Plan.Request(kind, p.Snapshot)
	if refusal != nil {
		return nil, &Refused{refusal, p.Dataset}
	}
	return &Requested{p.Catalog, request}, nil
}

// Planned is the plan of the request.
func (r *Requested) Planned() *Planned { return &Planned{r.Catalog, r.Request.Plan} }

// Planned is the plan of calls that came one after the other.
func (c *Catalog) Planned(calls *plan.Maker) *Planned { return &Planned{c, calls.Plan()} }

// Plan chooses the least credential that makes the calls.
func (c *Catalog) Plan(calls []plan.Call) *Planned { return &Planned{c, plan.Make(c.Snapshot, calls)} }

// Checked is what became stricter for a plan since it was made.
type Checked struct {
	*Catalog
	Lock    plan.Lock
	Changes []plan.Change
	// Contested are those of the plan's operations of which somebody saw something
	// else than is published.
	Contested []plan.Contest
}

// Check compares a plan with the data set.
func (c *Catalog) Check(lock plan.Lock) *Checked {
	return &Checked{c, lock, plan.Compare(lock, c.Snapshot), plan.Contested(lock, c.Snapshot)}
}

// Newer reports whether the plan was made with newer data than it is compared with.
func (c *Checked) Newer() bool { return c.Lock.Dataset > c.Dataset.Date() }

// Operations counts the operations of which something became stricter.
func (c *Checked) Operations() int {
	operations := map[catalog.Key]bool{}
	for _, change := range c.Changes {
		operations[change.Key] = true
	}
	return len(operations)
}

// Base is code as it was before a change: that of a commit, or in a folder.
type Base struct{ Commit, Folder string }

// CodeChanged is what a change to code makes of the plan of its calls.
type CodeChanged struct {
	*Catalog
	plan.CodeChange
	Base Base
}

// CompareCode compares the calls of code before and after a change.
func (c *Catalog) CompareCode(base Base, before, after *plan.Maker) *CodeChanged {
	return &CodeChanged{c, plan.CompareCode(before.Plan(), after.Plan(), c.Snapshot), base}
}

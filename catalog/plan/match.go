package plan

import (
	"authcat/catalog"
	"authcat/catalog/find"
)

// What a plan lists of calls that no operation answers: so many addresses, of
// so many bytes together. A log may hold any number of them.
const (
	MostUnmatched = 10_000
	longUnmatched = 8 << 20
)

// Maker makes a plan of calls that come one after the other. What it keeps
// grows with the operations that are called, not with the calls.
type Maker struct {
	snapshot *catalog.Snapshot
	router   *find.Router

	calls     []*PlannedCall
	planned   map[*catalog.Operation]*PlannedCall
	unmatched []*UnmatchedCall
	absent    map[find.Address]*UnmatchedCall
	open      []OpenCall
	listed    find.Paths // those of absent
	text      int        // of absent
	full      bool
	unlisted  int
	// counts of requests that had to be taken apart.
	counts find.Remembered[*int]
}

// NewMaker returns one for a snapshot.
func NewMaker(snapshot *catalog.Snapshot) *Maker {
	return &Maker{
		snapshot: snapshot, router: find.NewRouter(snapshot),
		planned: map[*catalog.Operation]*PlannedCall{}, absent: map[find.Address]*UnmatchedCall{},
	}
}

// Add adds a call. where says where it stands, and is asked only about the
// first to an address.
func (m *Maker) Add(request find.Request, where func() string) { m.AddMany(request, 1, where) }

// AddMany adds a call that was made so many times.
func (m *Maker) AddMany(request find.Request, times int, where func() string) {
	if o, ok := m.router.First(request); ok {
		if call := m.planned[o]; call != nil {
			call.Count += times
			return
		}
		if o == nil && m.full && m.listed.Lack(request) {
			m.unlisted += times
			return
		}
	}
	count, known := m.counts.Find(request)
	if !known {
		count = m.find(Call{request.Address(), ""}, where)
		m.counts.Keep(request, count)
	}
	*count += times
}

// find returns the count of the calls that reach the same operation, or are to
// the same address where there is none.
func (m *Maker) find(call Call, where func() string) *int {
	problem := call.Address.Check()
	if problem == nil {
		// A path without a version is many operations; the APIs are in order, the newest first.
		if matches := m.router.Match(call.Address); len(matches) > 0 {
			return m.reach(matches[0], call, where)
		}
	}
	address := call.Address.AnyHost()
	if call := m.absent[address]; call != nil {
		return &call.Count
	}
	m.text += address.Size()
	m.full = m.full || len(m.unmatched) == MostUnmatched || m.text > longUnmatched
	if m.full {
		return &m.unlisted
	}
	call.Where = where()
	unmatched := &UnmatchedCall{Call: call}
	if problem != nil {
		unmatched.Reason = problem.Error()
	} else {
		unmatched.Absence = m.router.Absent(call.Address)
	}
	m.unmatched = append(m.unmatched, unmatched)
	m.absent[address] = unmatched
	m.listed.Add(address)
	return &unmatched.Count
}

func (m *Maker) reach(o *catalog.Operation, call Call, where func() string) *int {
	planned := m.planned[o]
	if planned == nil {
		call.Where = where()
		planned = &PlannedCall{Call: call, Operation: o}
		m.planned[o], m.calls = planned, append(m.calls, planned)
	}
	return &planned.Count
}

// AddOperation adds a call of an operation that stands in source code.
func (m *Maker) AddOperation(o *catalog.Operation, address find.Address, place Place) {
	m.AddNamed(o, address, 1, place.String)
	m.planned[o].Places = append(m.planned[o].Places, place)
}

// AddNamed adds a call of which the operation is known, that was made so many times.
func (m *Maker) AddNamed(o *catalog.Operation, address find.Address, times int, where func() string) {
	*m.reach(o, Call{Address: address}, where) += times
}

// AddUnmatched adds a call in source code to an address that no operation has.
func (m *Maker) AddUnmatched(address find.Address, place Place) {
	*m.find(Call{Address: address}, place.String)++
	if call := m.absent[address.AnyHost()]; call != nil {
		call.Places = append(call.Places, place)
	}
}

// AddOpen adds a call in source code of which the operation is not known.
func (m *Maker) AddOpen(call OpenCall) { m.open = append(m.open, call) }

// Plan is the plan of the calls so far.
func (m *Maker) Plan() Plan {
	p := Plan{Unlisted: m.unlisted, Open: m.open}
	for _, call := range m.calls {
		p.Calls = append(p.Calls, *call)
	}
	for _, call := range m.unmatched {
		p.Unmatched = append(p.Unmatched, *call)
	}
	p.chooseCredential()
	p.chooseScopes(m.snapshot)
	p.chooseLevels(m.snapshot)
	p.findUnstated()
	return p
}

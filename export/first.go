package export

// First is an answer with its first n rows only, and how many it has. An answer that
// is one object stays whole.
func First(a Answer, n int) (first Answer, total int) {
	total = len(a.Table().Rows)
	if total <= n {
		return a, total
	}
	switch a := a.(type) {
	case Listing:
		return a.FirstRows(n), total
	case interface{ First(n int) Answer }:
		return a.First(n), total
	default:
		return a, total
	}
}

// FirstRows is the listing with its first n rows; it must have so many.
func (l Listing) FirstRows(n int) Listing {
	l.Of, l.Rows = len(l.Rows), l.Rows[:n]
	return l
}

// First are the first n operations, and the endpoints that they are of.
func (l lookedUp) First(n int) Answer {
	found := *l.found
	found.Operations = found.Operations[:n]
	return lookedUp{l.FirstRows(n), &found}
}

// First are the first n of what became stricter, and of what somebody saw after it.
func (a checked) First(n int) Answer {
	checkedFirst := *a.answer
	left := n - min(n, len(a.answer.Changes))
	checkedFirst.Changes, checkedFirst.Contested = a.answer.Changes[:n-left], nil
	for _, contest := range a.answer.Contested {
		if left == 0 {
			break
		}
		contest.Seen = contest.Seen[:min(left, len(contest.Seen))]
		left -= len(contest.Seen)
		checkedFirst.Contested = append(checkedFirst.Contested, contest)
	}
	return checked{a.FirstRows(n), &checkedFirst, a.verdict, a.forWhat}
}

// First are the first n documents; the data set is as old as the newest of all.
func (s status) First(n int) Answer { return status{s.FirstRows(n), s.days} }

// First are the first n records; the note counts the calls of all.
func (a trafficAnswer) First(n int) Answer { return trafficAnswer{a.FirstRows(n), a.seen} }

// First are the first n findings, or the findings of the first n classes.
func (r reported) First(n int) Answer {
	first := reported{Listing: r.FirstRows(n), snapshot: r.snapshot}
	if r.Kind == FindingForm.Rows {
		first.findings = r.findings[:n]
		return first
	}
	classes := map[string]bool{}
	for _, row := range first.Rows {
		classes[row[0].(string)] = true
	}
	for _, f := range r.findings {
		if classes[string(f.Code)] {
			first.findings = append(first.findings, f)
		}
	}
	return first
}

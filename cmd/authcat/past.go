package main

import (
	"fmt"
	"strings"
	"time"

	"authcat/catalog"
	"authcat/catalog/answer"
	"authcat/catalog/history"
	"authcat/data"
)

// bundledPast is the name of the history inside the program.
const bundledPast = "bundled history"

// bundledLog reads the history inside the program.
func bundledLog() (*history.Log, error) {
	files, err := data.History()
	if err != nil {
		return nil, err
	}
	log, err := history.ReadLog(files)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", bundledPast, err)
	}
	return log, nil
}

// bundledDays reads the history inside the program. It is an answer.PastReader.
func bundledDays(filter catalog.Filter) (*answer.Past, error) {
	log, err := bundledLog()
	if err != nil {
		return nil, err
	}
	past, err := log.Past(filter)
	return &answer.Past{Past: past, Dataset: datasetOf(log)}, err
}

// bundledNeeds reads what operations needed by the history inside the program.
func bundledNeeds(filter catalog.Filter) (*answer.PastNeeds, error) {
	log, err := bundledLog()
	if err != nil {
		return nil, err
	}
	needs, err := log.Needs(filter)
	return &answer.PastNeeds{Needs: needs, Dataset: datasetOf(log)}, err
}

// bundledSince says of a snapshot's operations since when they need what they
// need, by the history inside the program.
func bundledSince(snapshot *catalog.Snapshot) (answer.SinceAll, error) {
	past, err := bundledNeeds(catalog.Filter{})
	if err != nil {
		return answer.SinceAll{}, err
	}
	return past.All(snapshot), nil
}

func datasetOf(log *history.Log) answer.Dataset {
	through, _ := time.Parse(time.DateOnly, log.Through) // which ReadLog checked
	return answer.Dataset{Name: bundledPast, AsOf: through}
}

// pastDays reads the bundled history, and that of a state directory of the days
// after it.
type pastDays struct {
	state   string
	damaged []history.Damage
}

// read is an answer.PastReader.
func (p *pastDays) read(filter catalog.Filter) (*answer.Past, error) {
	store, err := openHistory(p.state)
	if err != nil {
		return nil, err
	}
	dates, err := store.Dates()
	if err != nil {
		return nil, err
	}
	if len(dates) == 0 {
		return bundledDays(filter)
	}
	log, err := bundledLog()
	if err != nil {
		return nil, err
	}
	past := answer.Past{Dataset: answer.Dataset{Name: "history " + p.state}}
	if past.Past, p.damaged, err = store.Past(filter, log); err != nil {
		return nil, err
	}
	if past.Told {
		past.Dataset.Name += ", up to " + log.Through + " the " + bundledPast
	}
	past.Dataset.AsOf, err = time.Parse(time.DateOnly, past.To)
	return &past, err
}

// lacks is the error of an answer that some days can't contribute to.
func (p *pastDays) lacks() error {
	if len(p.damaged) == 0 {
		return nil
	}
	days := make([]string, len(p.damaged))
	for i, d := range p.damaged {
		days[i] = d.Date
	}
	return fmt.Errorf("the history lacks what can't be read, of %s: %w", strings.Join(days, ", "), p.damaged[0].Err)
}

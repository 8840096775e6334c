package catalog

import "slices"

// Witness is who says something of an operation.
type Witness string

// The witnesses.
const (
	WitnessCorrection  Witness = "correction"  // of authcat's maintainers
	WitnessOperation   Witness = "operation"   // the operation's own fields
	WitnessDefault     Witness = "default"     // the document's security, where the operation states none
	WitnessExtension   Witness = "extension"   // x-sailpoint-userLevels
	WitnessRight       Witness = "right"       // x-required-right
	WitnessDescription Witness = "description" // words, as are those of the next three
	WitnessSummary     Witness = "summary"
	WitnessParameter   Witness = "parameter"
	WitnessNote        Witness = "note" // x-sailpoint-securityDescription
	WitnessPage        Witness = "page" // the documentation page
	// Who saw how calls were answered: somebody who told it in public, and the
	// reader's own traffic.
	WitnessReport      Witness = "report"
	WitnessObservation Witness = "observation"
)

// Column is the word that documents, catalogs and limits have for the witness
// of user levels: "prose" for the description, "override" for a correction.
func (w Witness) Column() string {
	switch w {
	case WitnessDescription:
		return "prose"
	case WitnessCorrection:
		return "override"
	default:
		return string(w)
	}
}

// testimony is what a witness counts for about one fact.
type testimony struct {
	fact Fact
	// believed is set where the fact is taken from this witness if none before
	// it in the table speaks; else it is heard, and can only contradict.
	believed bool
	// differs is the finding where the witness contradicts the one that is
	// believed, alone where no better one speaks; "" where that is none.
	differs, alone Code
}

// witness is a row of the table of witnesses.
type witness struct {
	Witness
	// rests is how sure an answer is that rests on the witness.
	rests Confidence
	about []testimony
	// states yields what the witness says of an operation. It is nil for one
	// whose statements come ready with the facts.
	states func(*Operation) []Statement
}

// witnesses are all, those that are believed before others first: what
// somebody corrected, what a field states, what words say, what a page shows.
// A page only repeats its document, and an older one where the two differ.
var witnesses = []witness{
	{WitnessCorrection, ConfidenceStated, []testimony{
		{fact: FactLevels, believed: true},
		{fact: FactScopeRule, believed: true},
	}, stateCorrection},
	{WitnessOperation, ConfidenceStated, []testimony{
		{fact: FactSecurity, believed: true},
		{fact: FactToken, believed: true},
		{fact: FactClient, believed: true},
		{fact: FactScopes, believed: true},
		{fact: FactTitle, believed: true},
		{fact: FactDeprecated, believed: true},
		{fact: FactExperimental, believed: true},
		{fact: FactProse, believed: true},
	}, stateOperation},
	{WitnessDefault, ConfidenceInherited, []testimony{
		{fact: FactSecurity, believed: true, alone: CodeSecurityInherited},
		{fact: FactToken, believed: true},
		{fact: FactClient, believed: true},
		{fact: FactScopes, believed: true},
	}, stateDefault},
	{WitnessExtension, ConfidenceStated, []testimony{
		{fact: FactLevels, believed: true},
		{fact: FactClient, differs: CodeLevelAPIUserOnly},
	}, stateExtension},
	{WitnessRight, ConfidenceStated, []testimony{
		{fact: FactScopes, differs: CodeRightsDiffer},
	}, stateRight},
	{WitnessDescription, ConfidenceProse, []testimony{
		{fact: FactLevels, believed: true, differs: CodeLevelsDiffer, alone: CodeLevelsProseOnly},
		{fact: FactClient, differs: CodeProseAPIUserOnly},
		{fact: FactToken, differs: CodeProseNeedsDiffer},
		{fact: FactScopes, differs: CodeProseScopesDiffer},
		{fact: FactScopeRule, believed: true},
	}, stateDescription},
	{WitnessPage, ConfidenceStated, []testimony{
		{fact: FactSecurity, differs: CodePageSecurityDiffers, alone: CodePageSecurityDiffers},
		{fact: FactLevels, believed: true, differs: CodePageSecurityDiffers, alone: CodePageSecurityDiffers},
		{fact: FactTitle, differs: CodePageDiffers},
		{fact: FactDeprecated, differs: CodePageDiffers},
		{fact: FactExperimental, differs: CodePageDiffers},
		{fact: FactProse, differs: CodePageDiffers},
	}, statePage},
	{WitnessReport, ConfidenceContested, sightings, nil},
	{WitnessObservation, ConfidenceContested, sightings, nil},
}

// sightings are what those count for who saw how calls were answered: they are
// heard. What is published stays the answer, and is contested where they differ.
var sightings = []testimony{
	{fact: FactToken, differs: CodeObservedDiffers},
	{fact: FactClient, differs: CodeObservedDiffers},
}

// BelievedOf lists the witnesses that are believed about a fact, those before
// others first.
func BelievedOf(fact Fact) []Witness {
	var believed []Witness
	for _, row := range witnesses {
		if row.counts(fact).believed {
			believed = append(believed, row.Witness)
		}
	}
	return believed
}

// rank of a witness among all: one that the table doesn't have comes last.
func (w Witness) rank() int {
	if i := slices.IndexFunc(witnesses, func(row witness) bool { return row.Witness == w }); i >= 0 {
		return i
	}
	return len(witnesses)
}

// confidence of an answer that rests on the witness.
func (w Witness) confidence() Confidence {
	if i := w.rank(); i < len(witnesses) {
		return witnesses[i].rests
	}
	return ConfidenceUnstated
}

// counts is what a witness counts for about a fact. One of which the table
// says nothing is heard.
func (w Witness) counts(fact Fact) testimony {
	if i := w.rank(); i < len(witnesses) {
		for _, t := range witnesses[i].about {
			if t.fact == fact {
				return t
			}
		}
	}
	return testimony{fact: fact, differs: CodeWitnessDiffers}
}

package traffic

import (
	"cmp"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strconv"
	"strings"

	"authcat/catalog"
	"authcat/catalog/find"
	"authcat/catalog/observed"
)

// mostRecords is how many different records are kept of calls: a log may name
// any number of tenants.
const mostRecords = 10_000

// Tally counts calls that come one after the other. What it keeps grows with
// the operations that are called and how, not with the calls.
type Tally struct {
	router    *find.Router
	published published
	products  map[string]catalog.Product // by API
	said      Said
	salt      []byte

	counts  map[kind]count
	hashes  map[string]string
	seen    Seen
	reasons map[Reason]int
}

// kind is what a record is about; calls of one kind are one record.
type kind struct {
	operation *catalog.Operation
	holder
	status         int
	detail, tenant string
}

// count is how many calls there were of a kind, and the day of the newest.
type count struct {
	calls int
	day   string
}

// NewTally returns one for a snapshot. The salt makes hashes of tenants' names
// that only who has it can compare with a name.
func NewTally(snapshot *catalog.Snapshot, said Said, salt []byte) *Tally {
	t := &Tally{
		router: find.NewRouter(snapshot), published: publishedIn(snapshot), products: map[string]catalog.Product{}, said: said, salt: salt,
		counts: map[kind]count{}, hashes: map[string]string{}, reasons: map[Reason]int{},
	}
	for _, api := range snapshot.APIs {
		t.products[api.ID] = api.Product
	}
	return t
}

// Add adds a call. Its only error is ErrNoCredential.
func (t *Tally) Add(c Call) error {
	operation, why := t.operation(c)
	if why != "" {
		t.leave(why)
		return nil
	}
	held := t.published.holder(c.Token, t.said.Credential)
	if held.credential == "" && !t.said.MayBeUnknown {
		return ErrNoCredential
	}
	tenant := cmp.Or(c.Request.Tenant(), held.tenant, t.said.Tenant)
	held.tenant = ""
	of := kind{operation, held, c.Status, withoutName(c.Detail, tenant), t.hash(tenant)}
	have, known := t.counts[of]
	if !known && len(t.counts) == mostRecords {
		t.leave(NoRoom)
		return nil
	}
	t.counts[of] = count{have.calls + 1, max(have.day, cmp.Or(c.Day, t.said.Day))}
	t.seen.Calls++
	t.seen.Kept++
	return nil
}

func (t *Tally) operation(c Call) (*catalog.Operation, Reason) {
	o, several := t.router.One(c.Request)
	switch {
	case several:
		return nil, Several
	case o == nil:
		return nil, NoOperation
	case t.products[o.API] != catalog.ProductISC:
		return nil, NotISC
	default:
		return o, leaves(c.Status)
	}
}

func (t *Tally) leave(why Reason) {
	t.seen.Calls++
	t.reasons[why]++
}

// hash tells tenants apart. Calls that name none have one of their own.
func (t *Tally) hash(tenant string) string {
	hash, known := t.hashes[tenant]
	if !known {
		mac := hmac.New(sha256.New, t.salt)
		mac.Write([]byte(strings.ToLower(tenant)))
		hash = hex.EncodeToString(mac.Sum(nil)[:8])
		if len(t.hashes) < mostRecords {
			t.hashes[tenant] = hash
		}
	}
	return hash
}

// Take returns the records of the calls since it was asked last, in their order.
func (t *Tally) Take() []observed.Record {
	var records []observed.Record
	for of, n := range t.counts {
		records = append(records, observed.Record{
			Day: n.day, Credential: of.credential, Method: of.operation.Method, Path: of.operation.Address, Version: of.operation.API,
			Scopes: strings.Fields(of.scopes), Level: of.level, Status: strconv.Itoa(of.status), Detail: of.detail, Tenant: of.tenant, Calls: n.calls,
		})
	}
	clear(t.counts)
	slices.SortFunc(records, observed.Record.Compare)
	return records
}

// Seen is what became of all calls so far.
func (t *Tally) Seen() Seen {
	seen := t.seen
	for _, why := range Reasons {
		if n := t.reasons[why]; n > 0 {
			seen.Left = append(seen.Left, Left{why, n})
		}
	}
	return seen
}

package calls

import (
	"bufio"
	"bytes"
	"encoding/base64"
	"errors"
	"math"
	"strconv"
	"strings"
	"time"

	"authcat/catalog/token"
	"authcat/catalog/traffic"
)

// Answer is how a call was answered, and with which token it was made.
type Answer struct {
	// Status is 0 where it is not known.
	Status int
	// Day of the call in UTC, "2026-08-22", "" where it is not known.
	Day string
	// Detail is SailPoint's code of an error, as traffic.DetailCode reads it.
	Detail string
	// Token is what the call's token claims, nil where it has none that can be read.
	Token *token.Token

	// date is what Day was read from, so that the next line needs not be.
	date string
}

// NoAnswersError is an input that doesn't say how calls were answered.
type NoAnswersError struct{ title string }

func (e *NoAnswersError) Error() string {
	return "it is " + e.title + ", which doesn't say how calls were answered: a HAR and a log do"
}

// ErrNoStatus is an input whose field of the status has to be named.
var ErrNoStatus = errors.New("it is lines of JSON without a field for the status that authcat knows: name it, with those of the call")

// answers reports whether a format says how calls were answered.
func (f format) answers() bool {
	return f.name == formatHAR || f.name == formatLog || f.name == formatJSON
}

func (f format) noAnswers() error { return &NoAnswersError{f.title} }

// readLine reads the status and the time of a line in a log.
func (a *Answer) readLine(status, when []byte) {
	a.Status = readStatus(status)
	date, utc := dateOf(when)
	if utc && len(date) > 0 && string(date) == a.date {
		return
	}
	a.Day, a.date = "", ""
	if at, ok := readTime(string(when)); ok {
		a.Day = at.UTC().Format(time.DateOnly)
		if utc {
			a.date = string(date)
		}
	}
}

// readStatus reads three digits, 0 for anything else.
func readStatus(text []byte) int {
	if len(text) != 3 || text[0] < '1' || text[0] > '5' || text[1]-'0' > 9 || text[2]-'0' > 9 {
		return 0
	}
	return int(text[0]-'0')*100 + int(text[1]-'0')*10 + int(text[2]-'0')
}

// dateOf is the date in a time of one of the usual forms, and whether it is that of UTC.
func dateOf(when []byte) (date []byte, utc bool) {
	const clf, iso = len("22/Aug/2026"), len("2026-08-22")
	switch {
	case len(when) > clf && when[clf] == ':':
		return when[:clf], bytes.HasSuffix(when, []byte(" +0000"))
	case len(when) > iso && (when[iso] == 'T' || when[iso] == ' '):
		return when[:iso], bytes.HasSuffix(when, []byte("Z")) || bytes.HasSuffix(when, []byte("+00:00"))
	default:
		return nil, false
	}
}

// timeForms are what logs write.
var timeForms = []string{
	"02/Jan/2006:15:04:05 -0700", time.RFC3339, "2006-01-02T15:04:05Z0700", "2006-01-02 15:04:05Z07:00", "2006-01-02 15:04:05.999999999 -0700 MST",
}

// lastYear that is taken for one, and how many seconds there are until its end.
const (
	firstYear = 2000
	lastYear  = 2100
	lastTime  = (lastYear - 1969) * 365.25 * 24 * 3600
)

// readTime reads a time of one of the forms, or seconds since 1970 or a
// thousandth, a millionth or a billionth of them.
func readTime(text string) (at time.Time, ok bool) {
	if number, err := strconv.ParseFloat(text, 64); err == nil && number > 0 && !math.IsInf(number, 0) {
		for number > lastTime {
			number /= 1000
		}
		at = time.Unix(int64(number), 0)
	} else {
		for _, form := range timeForms {
			if at, err = time.Parse(form, text); err == nil {
				break
			}
		}
	}
	year := at.UTC().Year()
	return at, year >= firstYear && year <= lastYear
}

// The fields that proxies and gateways write, with those of the forms: of
// several that most lines have the first counts.
var (
	statusNames = []string{"response.status", "DownstreamStatus", "response_code", "status", "status_code", "statusCode", "response.status_code", "http_status", "code"}
	timeNames   = []string{"start_time", "time_iso8601", "time_local", "StartUTC", "requestTimeEpoch", "requestTime", "started_at", "@timestamp", "timestamp", "time", "ts", "msec"}
)

// findAnswers finds the fields of the status and of the time that no one named.
func (r *jsonReader) findAnswers(s sample) error {
	r.found.looked = allFields
	r.choose(s, statusField, statusNames, func(value []byte) bool { return readStatus(value) != 0 })
	r.choose(s, timeField, timeNames, func(value []byte) bool { _, ok := readTime(string(value)); return ok })
	if r.found.paths[statusField] == "" {
		return ErrNoStatus
	}
	return nil
}

// choose names a field, unless it is named, by the name under which most lines have such a value.
func (r *jsonReader) choose(s sample, field int, names []string, such func([]byte) bool) {
	if r.found.paths[field] != "" {
		return
	}
	best, most := "", 0
	for _, name := range names {
		r.found.paths[field] = name
		n := 0
		for line := range s.lines {
			if _, _, why := r.request(line); why == "" && such(r.found.values[field]) {
				n++
			}
		}
		if n > most {
			best, most = name, n
		}
	}
	r.found.paths[field] = best
}

// harAnswer is what an entry of a HAR says of the answer, and of the token.
type harAnswer struct {
	Started scalar `json:"startedDateTime"`
	Request struct {
		Headers []struct {
			Name  scalar `json:"name"`
			Value scalar `json:"value"`
		} `json:"headers"`
	} `json:"request"`
	Response struct {
		Status  scalar `json:"status"`
		Content struct {
			Text     scalar `json:"text"`
			Encoding scalar `json:"encoding"`
		} `json:"content"`
	} `json:"response"`
}

// readHARAnswers reads a HAR that was read before, so that nobody else pays for it.
func readHARAnswers(body []byte) []harAnswer {
	var archive struct {
		Log struct {
			Entries []harAnswer `json:"entries"`
		} `json:"log"`
	}
	_ = decodeLoosely(body, &archive)
	return archive.Log.Entries
}

func (h *harAnswer) read() Answer {
	a := Answer{Status: readStatus([]byte(h.Response.Status))}
	if at, ok := readTime(string(h.Started)); ok {
		a.Day = at.UTC().Format(time.DateOnly)
	}
	for _, header := range h.Request.Headers {
		if !strings.EqualFold(string(header.Name), "Authorization") {
			continue
		}
		if claims, err := token.Read([]byte(header.Value)); err == nil {
			a.Token = &claims
		}
	}
	if a.Status >= 400 {
		a.Detail = traffic.DetailCode(h.content())
	}
	return a
}

// content is as much of the answer's body as matters, as it was sent.
func (h *harAnswer) content() []byte {
	text := string(h.Response.Content.Text)
	if !strings.EqualFold(string(h.Response.Content.Encoding), "base64") {
		return []byte(text[:min(len(text), traffic.DetailBytes)])
	}
	text = text[:min(len(text), traffic.DetailBytes/3*4)]
	body, _ := base64.StdEncoding.DecodeString(text[:len(text)/4*4])
	return body
}

// readLogs reads an input line by line that is a log where answers are asked for.
func (c *collector) readLogs(f format, lines *bufio.Reader) error {
	if c.answer != nil && !f.answers() {
		return f.noAnswers()
	}
	return c.readLines(lines, f.line)
}

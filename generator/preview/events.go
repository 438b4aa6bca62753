package preview

import (
	"encoding/json"
	"fmt"
	"net/http"
	"time"
)

// pulse is how often a silent stream of events says that it is alive.
const pulse = 15 * time.Second

// serveEvents tells the number of the latest build, now and whenever there is another. Nothing else: whoever overhears it learns
// nothing.
func (s *Server) serveEvents(w http.ResponseWriter, r *http.Request) {
	if s.listeners.Add(1) > mostEvents {
		s.listeners.Add(-1)
		s.refuse(w, r, &refusal{http.StatusServiceUnavailable, s.say.TooMany})
		return
	}
	defer s.listeners.Add(-1)
	c := http.NewResponseController(w)
	w.Header().Set("Content-Type", "text/event-stream")
	_ = c.SetReadDeadline(time.Time{}) // of a test's recorder there is none
	say := func(text string) bool {
		_ = c.SetWriteDeadline(time.Now().Add(headerTime))
		_, err := fmt.Fprint(w, text)
		return err == nil && c.Flush() == nil
	}
	if r.Method == http.MethodHead {
		return
	}
	beat := time.NewTicker(pulse)
	defer beat.Stop()
	for {
		st := s.current.Load()
		if !say(fmt.Sprintf("data: %d\n\n", st.number)) {
			return
		}
		for same := true; same; {
			select {
			case <-st.over:
				same = false
			case <-beat.C:
				if !say(":\n\n") {
					return
				}
			case <-s.quit:
				return
			case <-r.Context().Done():
				return
			}
		}
	}
}

// answer is what /_preview/state tells about a page.
type answer struct {
	Build    int64    `json:"build"`
	Events   string   `json:"events"`
	Page     string   `json:"page"`             // names the bytes of the page but for its style sheets
	Styles   []string `json:"styles,omitempty"` // addresses as the page writes them
	Absent   bool     `json:"absent,omitempty"` // there is no page at the address
	Moved    string   `json:"moved,omitempty"`  // where it is now
	Panel    panel    `json:"panel"`
	Look     []look   `json:"look,omitempty"`  // only where asked for: finding it takes time
	Looks    string   `json:"looks,omitempty"` // how many
	Say      phrases  `json:"say"`
	Language string   `json:"language"`
}

func (s *Server) serveState(w http.ResponseWriter, r *http.Request) {
	st := s.current.Load()
	q := r.URL.Query()
	d := s.document(st, q.Get("path"), near(r))
	a := answer{
		Build: st.number, Events: own + "events/" + s.secret, Absent: d.absent,
		Panel: s.panel(st, near(r)), Say: s.say, Language: s.say.lang,
	}
	a.Page, a.Styles = digest(d.html)
	if d.absent {
		if p := st.moved(q.Get("key"), q.Get("edition"), q.Get("source")); p != nil {
			a.Moved = address(p.Path)
		}
	}
	if q.Has("look") && d.page != nil {
		a.Look = s.look(st, d.page, near(r))
		if len(a.Look) > 0 {
			a.Looks = s.say.looks(len(a.Look))
		}
	}
	data, err := json.Marshal(a)
	send(w, r, "state.json", data, err)
}

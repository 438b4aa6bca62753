package reach

import (
	"encoding/json"
	"io"
	"maps"
	"sync"
	"time"
)

// Memory keeps which addresses answered, and when, so that not every check asks all of them. Nothing else is kept: what did not
// answer is asked each time. A nil Memory keeps nothing.
type Memory struct {
	mu    sync.Mutex
	fresh time.Duration
	now   time.Time
	seen  map[string]time.Time // by address
}

// maxMemory is how much of a file of answers is read, in bytes.
const maxMemory = 64 << 20

// NewMemory reads what Save wrote; r may be nil. An answer counts for so long; what cannot be read counts for nothing.
func NewMemory(r io.Reader, fresh time.Duration, now time.Time) *Memory {
	m := &Memory{fresh: fresh, now: now, seen: map[string]time.Time{}}
	if r == nil {
		return m
	}
	var kept map[string]time.Time
	if err := json.NewDecoder(io.LimitReader(r, maxMemory)).Decode(&kept); err != nil {
		return m
	}
	for address, at := range kept {
		if m.isFresh(at) {
			m.seen[address] = at
		}
	}
	return m
}

func (m *Memory) isFresh(at time.Time) bool { return !at.After(m.now) && m.now.Sub(at) < m.fresh }

func (m *Memory) fine(address string) bool {
	if m == nil {
		return false
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	_, found := m.seen[address]
	return found
}

func (m *Memory) keep(address string) {
	if m == nil {
		return
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	m.seen[address] = m.now
}

// Save writes what is known, by address.
func (m *Memory) Save(w io.Writer) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	e := json.NewEncoder(w)
	e.SetIndent("", "\t")
	return e.Encode(maps.Clone(m.seen))
}

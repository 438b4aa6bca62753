package generator_test

import (
	"bufio"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/http"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	made "handbook/generator/sample"
	"handbook/generator/watch"
)

// BenchmarkB1_SaveToReload saves texts while a preview runs and measures, from outside over HTTP, until the message to reload
// arrives and until the page with the new text has been read after it. quiet-ms is the debounce.
func BenchmarkB1_SaveToReload(b *testing.B) {
	for _, pages := range []int{100, 1000, 10000} {
		b.Run(fmt.Sprint(pages), func(b *testing.B) {
			content := fstest.MapFS{}
			var texts []string
			must(b, made.Files(pages, func(p string, data []byte) error {
				content[p] = &fstest.MapFile{Data: data, Mode: 0o644}
				if strings.HasPrefix(p, "id/notes/") {
					texts = append(texts, p)
				}
				return nil
			}))
			d := openStudio(b, content, "en", 0)
			for d.builds.Load() == 0 {
				time.Sleep(time.Millisecond)
			}
			messages := d.events(b)
			time.Sleep(3 * time.Second) // files just written are not trusted to keep their times; those of an editor are older
			random := rand.New(rand.NewPCG(1, 1))
			var message, page []time.Duration
			for i := 0; b.Loop(); i++ {
				b.StopTimer()
				name := texts[random.IntN(len(texts))]
				said := fmt.Sprintf("Saved for the %dth time.", i)
				text := d.read(b, name) + "\n" + said + "\n"
				time.Sleep(time.Duration(20+random.IntN(400)) * time.Millisecond) // editors think between saves
				for len(messages) > 0 {
					<-messages
				}
				b.StartTimer()
				start := time.Now()
				d.write(b, name, text)
				select {
				case <-messages:
				case <-time.After(patience):
					b.Fatalf("no message after the save of %s", name)
				}
				message = append(message, time.Since(start))
				if _, html := d.get(b, "/"+strings.TrimSuffix(name, ".md")+".html"); !strings.Contains(html, said) {
					b.Fatalf("%s is not new when the message to reload comes", name)
				}
				page = append(page, time.Since(start))
			}
			for name, took := range map[string][]time.Duration{"message": message, "page": page} {
				slices.Sort(took)
				b.ReportMetric(ms(took[len(took)/2]), name+"-p50-ms")
				b.ReportMetric(ms(took[len(took)*95/100]), name+"-p95-ms")
			}
			b.ReportMetric(ms(watch.Quiet), "quiet-ms")
		})
	}
}

// events listens as a page does: each message is the number of a build.
func (d *studio) events(t testing.TB) <-chan string {
	t.Helper()
	_, state := d.get(t, "/_preview/state?path=/id/index.html")
	var at struct{ Events string }
	must(t, json.Unmarshal([]byte(state), &at))
	answer, err := http.Get(d.url + strings.TrimPrefix(at.Events, "/"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { answer.Body.Close() })
	messages := make(chan string, 1000)
	go func() {
		for lines := bufio.NewScanner(answer.Body); lines.Scan(); {
			if number, found := strings.CutPrefix(lines.Text(), "data: "); found {
				messages <- number
			}
		}
	}()
	<-messages // the build that is there already
	return messages
}

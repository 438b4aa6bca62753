package watch

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"syscall"

	"handbook/generator/diag"
)

// noEvents says why changes are looked for instead of being told of, and what would mend it.
func noEvents(err error) diag.Words {
	limit := ""
	switch {
	case errors.Is(err, syscall.ENOSPC):
		limit = "fs.inotify.max_user_watches"
	case errors.Is(err, syscall.EMFILE):
		limit = "fs.inotify.max_user_instances"
	default:
		return diag.Words{
			EN: fmt.Sprintf("the system does not tell of changes (%v), so they are looked for every two seconds", err),
			ID: fmt.Sprintf("sistem tidak memberi tahu perubahan (%v), jadi perubahan diperiksa setiap dua detik", err),
		}
	}
	if value := sysctl(limit); value != "" {
		limit += " = " + value
	}
	return diag.Words{
		EN: fmt.Sprintf("the system's limit of watched folders is reached (%s), so changes are looked for every two seconds; a higher limit makes it instant again", limit),
		ID: fmt.Sprintf("batas sistem untuk folder yang diamati tercapai (%s), jadi perubahan diperiksa setiap dua detik; batas yang lebih tinggi membuatnya seketika lagi", limit),
	}
}

// sysctl is the value of a setting of the system, or "".
func sysctl(name string) string {
	value, err := os.ReadFile("/proc/sys/" + strings.ReplaceAll(name, ".", "/"))
	if err != nil {
		return ""
	}
	return strings.TrimSpace(string(value))
}

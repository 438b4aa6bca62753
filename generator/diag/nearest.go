package diag

import "strings"

// Nearest returns the candidate closest to word for a "did you mean", or "" when none is
// close: at most a third of the letters may differ. Distance is optimal string alignment
// (Damerau 1964, without repeated edits of a substring), letter case ignored. The first of
// equally close candidates wins.
func Nearest(word string, candidates []string) string {
	best, bestDistance := "", -1
	w := fold(word)
	for _, c := range candidates {
		f := fold(c)
		limit := max(len(w), len(f)) / 3
		if limit == 0 {
			limit = 1
		}
		if abs(len(w)-len(f)) > limit {
			continue
		}
		if d := distance(w, f); d <= limit && (bestDistance < 0 || d < bestDistance) {
			best, bestDistance = c, d
		}
	}
	return best
}

func distance(a, b []rune) int {
	before := make([]int, len(b)+1)
	last := make([]int, len(b)+1)
	row := make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, last, row = last, row, before
	}
	return last[len(b)]
}
func fold(s string) []rune { return []rune(strings.ToLower(s)) }

func abs(n int) int {
	if n < 0 {
		return -n
	}
	return n
}

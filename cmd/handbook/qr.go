package main

import (
	"strings"

	"rsc.io/qr"
)

// quietZone is the empty border. Scanners want 4 modules of it; most do with half.
const quietZone = 2

// qrCode draws a text as a code to scan, two rows of it in each line. Without colours it is drawn light on dark, as most
// terminals are.
func qrCode(text string, plain bool) (string, error) {
	code, err := qr.Encode(text, qr.L)
	if err != nil {
		return "", err
	}
	light := func(x, y int) bool { return !code.Black(x, y) } // outside of the code, too
	var b strings.Builder
	for y := -quietZone; y < code.Size+quietZone; y += 2 {
		if !plain {
			b.WriteString("\x1b[97;40m")
		}
		for x := -quietZone; x < code.Size+quietZone; x++ {
			below := light(x, y+1) && y+1 < code.Size+quietZone
			switch {
			case light(x, y) && below:
				b.WriteRune('█')
			case light(x, y):
				b.WriteRune('▀')
			case below:
				b.WriteRune('▄')
			default:
				b.WriteByte(' ')
			}
		}
		if !plain {
			b.WriteString("\x1b[0m")
		}
		b.WriteByte('\n')
	}
	return b.String(), nil
}

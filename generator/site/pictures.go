package site

import (
	"bytes"
	"encoding/xml"
	"errors"
	"image"
	"image/gif"
	"image/jpeg"
	"image/png"
	"io"
	"math"
	"strconv"
	"strings"

	"golang.org/x/image/webp"

	"handbook/generator/diag"
	"handbook/generator/source"
)

// pictures remembers what was measured, by path and bytes, so that the next site need not read them again.
type pictures struct {
	known, used map[pictureKey]picture
}

type pictureKey struct {
	path string
	hash [32]byte
}

// picture is the size of a picture in pixels, or what is wrong with it.
type picture struct {
	width, height int
	fault         diag.Words // why it cannot be shown at all
	problems      diag.List  // in it, at their place
}

func (p *pictures) measure(f *source.File) picture {
	key := pictureKey{f.Path, f.Hash}
	found, ok := p.used[key]
	if ok {
		return found
	}
	if found, ok = p.known[key]; !ok {
		found = measure(f)
	}
	if p.used == nil {
		p.used = map[pictureKey]picture{}
	}
	p.used[key] = found
	return found
}

// forget drops those that were not asked for since the last time.
func (p *pictures) forget() { p.known, p.used = p.used, nil }

// measure reads a picture's size and makes sure that it is nothing but a picture.
func measure(f *source.File) picture {
	data, err := f.Read()
	if err != nil {
		return picture{fault: faultUnreadable(err)}
	}
	if extension(f.Path) == "svg" {
		return drawing(f.Path, data)
	}
	size, format, err := pixels(data)
	switch {
	case format == "":
		return picture{fault: faultUnknown()}
	case format != formatOf(f.Path):
		return picture{fault: faultOther(format)}
	case err != nil:
		return picture{fault: faultDamaged()}
	case size.Width <= 0 || size.Height <= 0:
		return picture{fault: faultEmpty()}
	}
	return picture{width: size.Width, height: size.Height}
}

func formatOf(name string) string {
	if ext := extension(name); ext != "jpg" {
		return ext
	}
	return "jpeg"
}

// pixels reads the size from the head of a picture, which tells its format itself; "" is none that we know.
func pixels(data []byte) (image.Config, string, error) {
	r := bytes.NewReader(data)
	switch {
	case bytes.HasPrefix(data, []byte("\x89PNG")):
		c, err := png.DecodeConfig(r)
		return c, "png", err
	case bytes.HasPrefix(data, []byte("\xFF\xD8")):
		c, err := jpeg.DecodeConfig(r)
		return c, "jpeg", err
	case bytes.HasPrefix(data, []byte("GIF8")):
		c, err := gif.DecodeConfig(r)
		return c, "gif", err
	case len(data) > 12 && string(data[:4]) == "RIFF" && string(data[8:12]) == "WEBP":
		c, err := webp.DecodeConfig(r)
		return c, "webp", err
	}
	return image.Config{}, "", nil
}

// drawing reads an SVG. One that could run something, or ask another host for something, is refused: whoever opens
// it by itself would meet a page of ours with a program of somebody's.
func drawing(name string, data []byte) picture {
	text := &source.File{Path: name, Text: data} // to name lines in it
	d := xml.NewDecoder(bytes.NewReader(data))
	d.Strict = true
	var p picture
	var box, width, height string
	inStyle, root := false, true
	for {
		start := int(d.InputOffset())
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return picture{fault: faultXML(err)}
		}
		end := int(d.InputOffset())
		bad := ""
		switch t := token.(type) {
		case xml.StartElement:
			if root {
				root = false
				if t.Name.Local != "svg" {
					return picture{fault: faultRoot(t.Name.Local)}
				}
				box, width, height = attribute(t, "viewBox"), attribute(t, "width"), attribute(t, "height")
			}
			inStyle = t.Name.Local == "style"
			bad = active(t)
		case xml.EndElement:
			inStyle = false
		case xml.CharData:
			if inStyle && asks(string(t)) {
				bad = "style"
			}
		case xml.ProcInst:
			if t.Target != "xml" {
				bad = "<?" + t.Target
			}
		case xml.Directive:
			if bytes.ContainsAny(t, "[") {
				bad = "<!DOCTYPE ["
			}
		}
		if bad != "" {
			p.problems = append(p.problems, svgActive(text.Place(start, end-start), bad))
		}
	}
	if root {
		return picture{fault: faultNoRoot()}
	}
	p.width, p.height = drawn(box, width, height)
	return p
}

// active names what is not just a drawing in an element, or "".
func active(t xml.StartElement) string {
	switch strings.ToLower(t.Name.Local) {
	case "script", "foreignobject", "iframe", "object", "embed", "audio", "video", "canvas", "handler", "listener", "link", "meta", "base":
		return "<" + t.Name.Local + ">"
	}
	for _, a := range t.Attr {
		name, value := strings.ToLower(a.Name.Local), strings.TrimSpace(a.Value)
		switch {
		case a.Name.Space == "xmlns" || name == "xmlns":
		case strings.HasPrefix(name, "on"), a.Name.Space == xmlSpace && name == "base":
			return a.Name.Local + "="
		case name == "href" || name == "src":
			if !inside(value) {
				return a.Name.Local + "=" + shortened(value)
			}
		case name == "attributename":
			if v := strings.ToLower(value); strings.HasPrefix(v, "on") || strings.HasSuffix(v, "href") {
				return a.Name.Local + "=" + shortened(value)
			}
		case asks(value):
			return a.Name.Local + "=" + shortened(value)
		}
	}
	return ""
}

const xmlSpace = "http://www.w3.org/XML/1998/namespace"

// inside reports references that stay in the drawing: to a part of it, or to a picture written out in it.
func inside(value string) bool {
	if value == "" || strings.HasPrefix(value, "#") {
		return true
	}
	for _, format := range []string{"png", "jpeg", "gif", "webp"} {
		if strings.HasPrefix(value, "data:image/"+format+";base64,") {
			return true
		}
	}
	return false
}

// asks reports style that would fetch something: @import, or url() of anything but a part of the drawing. An escape
// could hide either.
func asks(style string) bool {
	s := strings.ToLower(style)
	if strings.Contains(s, "@import") || strings.Contains(s, "image-set(") {
		return true
	}
	for {
		_, rest, found := strings.Cut(s, "url(")
		if !found {
			return strings.Contains(s, `\`)
		}
		if s = strings.TrimLeft(rest, " \t\r\n\"'"); !strings.HasPrefix(s, "#") {
			return true
		}
	}
}

func shortened(s string) string {
	if r := []rune(s); len(r) > 30 {
		return string(r[:29]) + "…"
	}
	return s
}

func attribute(t xml.StartElement, name string) string {
	for _, a := range t.Attr {
		if a.Name.Space == "" && a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// drawn is the size of a drawing in pixels: as it says, else as its box is wide and high.
func drawn(box, width, height string) (int, int) {
	w, h := length(width), length(height)
	if w > 0 && h > 0 {
		return whole(w), whole(h)
	}
	parts := strings.FieldsFunc(box, func(r rune) bool { return r == ',' || r <= ' ' })
	if len(parts) != 4 {
		return 0, 0
	}
	bw, bh := length(parts[2]), length(parts[3])
	switch {
	case bw <= 0 || bh <= 0:
		return 0, 0
	case w > 0:
		return whole(w), whole(w * bh / bw)
	case h > 0:
		return whole(h * bw / bh), whole(h)
	}
	return whole(bw), whole(bh)
}

func whole(n float64) int { return max(1, int(math.Round(min(n, 1e6)))) }

// length reads a length with a unit that has a size on paper; any other is 0.
func length(s string) float64 {
	s = strings.TrimSpace(s)
	scale := 1.0
	for _, u := range []struct {
		name   string
		pixels float64
	}{{"px", 1}, {"pt", 96.0 / 72}, {"pc", 16}, {"mm", 96 / 25.4}, {"cm", 96 / 2.54}, {"in", 96}} {
		if number, found := strings.CutSuffix(s, u.name); found {
			s, scale = strings.TrimSpace(number), u.pixels
			break
		}
	}
	n, err := strconv.ParseFloat(s, 64)
	if err != nil || math.IsNaN(n) || math.IsInf(n, 0) || n < 0 {
		return 0
	}
	return n * scale
}

//go:build !linux && !darwin

package source

// identify takes over what only the operating system tells: here nothing beyond size and time.
func (s *stamp) identify(any) {}

package generator

// ThemeOf has a Builder know the theme that another has loaded: loading one takes longer than all else that a small handbook does.
func (b *Builder) ThemeOf(other *Builder) { b.theme = other.theme }

//go:build !linux

package pdf

// limitsHeld says whether programs run under limits here.
const limitsHeld = false

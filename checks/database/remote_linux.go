package database

import "syscall"

// elsewhere reports whether a folder lies on another computer: the locks of
// SQLite do not hold there. The numbers are those of statfs(2).
func elsewhere(folder string) bool {
	var at syscall.Statfs_t
	if syscall.Statfs(folder, &at) != nil {
		return false // what is wrong with the folder shows when it is used
	}
	switch uint32(at.Type) {
	case 0x6969, 0x517b, 0xff534d42, 0xfe534d42, 0x5346414f, 0x73757245: // NFS, SMB, CIFS, SMB2, AFS, Coda
		return true
	}
	return false
}

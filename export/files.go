package export

// File is one published file. Its name may have folders in it, parted by "/".
type File struct {
	Name string
	Body []byte
}

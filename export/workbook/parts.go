package workbook

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"strings"
)

const (
	xmlHeader = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"
	officeNS  = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	packageNS = "http://schemas.openxmlformats.org/package/2006"
	sheetNS   = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
	sheetType = "application/vnd.openxmlformats-officedocument.spreadsheetml."
)

const packageRelationships = xmlHeader +
	`<Relationships xmlns="` + packageNS + `/relationships">` +
	`<Relationship Id="rId1" Type="` + officeNS + `/officeDocument" Target="xl/workbook.xml"/>` +
	`<Relationship Id="rId2" Type="` + packageNS + `/relationships/metadata/core-properties" Target="docProps/core.xml"/>` +
	`</Relationships>`

// corePart takes the title and the times.
const corePart = xmlHeader +
	`<cp:coreProperties xmlns:cp="` + packageNS + `/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"` +
	` xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">` +
	`<dc:title>%s</dc:title><dc:creator>authcat</dc:creator><cp:lastModifiedBy>authcat</cp:lastModifiedBy>%s` +
	`</cp:coreProperties>`

// Styles of cells: their positions in stylesPart's cellXfs.
const (
	headerStyle = iota + 1
	plainStyle
	wrappedStyle
)

// Excel takes the first two fills for its own, whatever stands there.
const stylesPart = xmlHeader +
	`<styleSheet xmlns="` + sheetNS + `">` +
	`<fonts count="2"><font><sz val="11"/><name val="Calibri"/><family val="2"/></font>` +
	`<font><b/><sz val="11"/><name val="Calibri"/><family val="2"/></font></fonts>` +
	`<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>` +
	`<fill><patternFill patternType="solid"><fgColor rgb="FFDDEBF7"/></patternFill></fill></fills>` +
	`<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>` +
	`<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>` +
	`<cellXfs count="4"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>` +
	`<xf numFmtId="0" fontId="1" fillId="2" borderId="0" xfId="0" applyFont="1" applyFill="1" applyAlignment="1"><alignment vertical="center"/></xf>` +
	`<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" applyAlignment="1"><alignment vertical="top"/></xf>` +
	`<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf></cellXfs>` +
	`<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>` +
	`</styleSheet>`

// sheetPath of the sheet at a position, from the folder of the workbook's part.
func sheetPath(position int) string { return fmt.Sprintf("worksheets/sheet%d.xml", position+1) }

func contentTypes(sheets int) []byte {
	var b bytes.Buffer
	b.WriteString(xmlHeader + `<Types xmlns="` + packageNS + `/content-types">` +
		`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
		`<Default Extension="xml" ContentType="application/xml"/>` +
		`<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>` +
		`<Override PartName="/xl/styles.xml" ContentType="` + sheetType + `styles+xml"/>` +
		`<Override PartName="/xl/workbook.xml" ContentType="` + sheetType + `sheet.main+xml"/>`)
	for i := range sheets {
		fmt.Fprintf(&b, `<Override PartName="/xl/%s" ContentType="%sworksheet+xml"/>`, sheetPath(i), sheetType)
	}
	b.WriteString(`</Types>`)
	return b.Bytes()
}

func workbookRelationships(sheets int) []byte {
	var b bytes.Buffer
	b.WriteString(xmlHeader + `<Relationships xmlns="` + packageNS + `/relationships">`)
	for i := range sheets {
		fmt.Fprintf(&b, `<Relationship Id="rId%d" Type="%s/worksheet" Target="%s"/>`, i+1, officeNS, sheetPath(i))
	}
	fmt.Fprintf(&b, `<Relationship Id="rId%d" Type="%s/styles" Target="styles.xml"/></Relationships>`, sheets+1, officeNS)
	return b.Bytes()
}

// workbookPart lists the tabs, and the range of each tab's filter by the name
// under which Excel keeps it.
func workbookPart(sheets []Sheet, names []string) []byte {
	var tabs, filters strings.Builder
	for i, name := range names {
		fmt.Fprintf(&tabs, `<sheet name="%s" sheetId="%d" r:id="rId%d"/>`, escape(name), i+1, i+1)
		if area := filtered(sheets[i].Listing, "$"); area != "" {
			fmt.Fprintf(&filters, `<definedName name="_xlnm._FilterDatabase" localSheetId="%d" hidden="1">%s</definedName>`, i, escape("'"+name+"'!"+area))
		}
	}
	if filters.Len() > 0 {
		tabs.WriteString(`</sheets><definedNames>` + filters.String() + `</definedNames>`)
	} else {
		tabs.WriteString(`</sheets>`)
	}
	return []byte(xmlHeader + `<workbook xmlns="` + sheetNS + `" xmlns:r="` + officeNS + `"><sheets>` + tabs.String() + `</workbook>`)
}

// escape makes a text fit for XML. What XML can't hold, such as U+0000, and what
// is no UTF-8 becomes U+FFFD.
func escape(text string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(text)) // a Builder takes everything
	return b.String()
}

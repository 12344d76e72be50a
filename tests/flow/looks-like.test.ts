import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { looksLike } from '../../engine/flow/looks-like.ts'

describe('looks like', () => {
  test.each([
    ['<!DOCTYPE html>\n<html>', 'html'],
    ['\ufeff \r\n<HTML>\r\n<PRE>', 'html'],
    ['<!-- saved from url -->\n<!-- twice --><html lang="en">', 'html'],
    ['<?xml version="1.0"?><!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.1//EN">', 'html'],
    ['<table><tr><td>1', 'html'],
    ['<?xml version="1.0"?>\n<!-- made by hand -->\n<ElectionResult>', 'xml'],
    ['<ElectionResult>', 'xml'],
    ['<!-- a comment that goes on', 'xml'],
    ['<?xml version="1.0"?>\r\n<?mso-application progid=\'Excel.Sheet\'?>\r\n<x:Workbook', 'spreadsheetml'],
    ['<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">', 'spreadsheetml'],
    ['<Workbook>', 'xml'],
    [`PK\x03\x04${'\0'.repeat(26)}[Content_Types].xml`, 'xlsx'],
    [`PK\x03\x04${'\0'.repeat(26)}xl/workbook.xml`, 'xlsx'],
    [`PK\x03\x04${'\0'.repeat(26)}results.xlsx`, 'zip'],
    ['{"races": [', 'json'],
    ['[{"race": 1}]', 'json'],
    ['[[1,2]]', 'json'],
    ['{}', 'json'],
    ['%PDF-1.7', 'pdf'],
    ['County,Votes', undefined],
    ['<5,Votes', undefined],
    ['[Contest Name],Votes', undefined],
    ['', undefined],
  ])('%j is %s', (text, content) => {
    expect(looksLike(Buffer.from(text))).toBe(content)
  })

  test.each([
    [[0x50, 0x4b, 3, 4, 20], 'zip'],
    [[0x50, 0x4b, 5, 6, 0], 'zip'],
    [[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1], 'ole2'],
    [[0x89, 0x50, 0x4e, 0x47], 'png'],
    [[0xff, 0xd8, 0xff, 0xe0], 'jpeg'],
  ])('%j is %s', (bytes, content) => {
    expect(looksLike(Uint8Array.from(bytes))).toBe(content)
  })

  test('gzip is known by its signature', () => {
    expect(looksLike(gzipSync('County'))).toBe('gzip')
  })

  test.each(['utf16le', 'latin1'] as const)('markup is seen in %s as well', (encoding) => {
    expect(looksLike(Buffer.from('<!doctype html><html>', encoding))).toBe('html')
    expect(looksLike(Buffer.from('\ufeff<!doctype html><html>', 'utf16le').swap16())).toBe('html')
  })
})

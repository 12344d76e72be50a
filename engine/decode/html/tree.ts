/** What is used of a node of the parser's tree. */
export interface HtmlNode {
  readonly type: string
  /** Of an element, in small letters. */
  readonly name?: string
  /** Of a text. */
  readonly data?: string
  readonly attribs?: Readonly<Record<string, string>>
  readonly children?: readonly HtmlNode[]
  readonly parent: HtmlNode | null
  /** Missing where the parser put in an element that the page leaves out. */
  readonly sourceCodeLocation?: {
    readonly startLine: number
    readonly startCol: number
    readonly startOffset: number
    readonly endOffset: number
    readonly endTag?: object
  } | null
}

/** An element, neither text nor comment. */
export const isElement = (node: HtmlNode): boolean => node.name !== undefined

/** Every element below a node in the order of the page, with its depth; without recursion. */
export function* elementsBelow(root: HtmlNode): Iterable<readonly [element: HtmlNode, depth: number]> {
  const open: { readonly nodes: readonly HtmlNode[]; at: number }[] = [{ nodes: root.children ?? [], at: 0 }]
  for (let level = open.at(-1); level !== undefined; level = open.at(-1)) {
    const node = level.nodes[level.at++]
    if (node === undefined) open.pop()
    else if (isElement(node)) {
      yield [node, open.length]
      open.push({ nodes: node.children ?? [], at: 0 })
    }
  }
}

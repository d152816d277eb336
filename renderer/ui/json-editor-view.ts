/**
 * The editor itself, loaded when it is first shown. It lives in a shadow root: there its styles are adopted style sheets, which the
 * page's policy allows, where a `<style>` in the page would be refused.
 *
 * @module
 */
import { autocompletion, type CompletionContext, completionKeymap } from '@codemirror/autocomplete'
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands'
import { json } from '@codemirror/lang-json'
import {
  bracketMatching,
  defaultHighlightStyle,
  HighlightStyle,
  syntaxHighlighting,
} from '@codemirror/language'
import { type Diagnostic, linter, lintKeymap } from '@codemirror/lint'
import { EditorState } from '@codemirror/state'
import { drawSelection, EditorView, keymap, lineNumbers } from '@codemirror/view'
import { type JsonShape, type JsonWords, shapeProblems } from './json-shape.ts'
import { jsonTree, objectAt } from './json-tree.ts'

export interface JsonEditorOptions {
  readonly label: string
  readonly text: string
  readonly shape: JsonShape
  readonly words: JsonWords
  readonly onChange: (text: string, hasProblems: boolean) => void
}

export interface JsonEditorHandle {
  setText(text: string): void
  end(): void
}

/** Tab leaves the editor, as everywhere else in the window; Escape too closes only what the editor has open. */
export function mountJsonEditor(host: HTMLElement, options: JsonEditorOptions): JsonEditorHandle {
  const { label, text, shape, words, onChange } = options
  const root = host.shadowRoot ?? host.attachShadow({ mode: 'open' })
  const view = new EditorView({
    root,
    parent: root,
    state: EditorState.create({
      doc: text,
      extensions: [
        lineNumbers(),
        history(),
        drawSelection(),
        bracketMatching(),
        json(),
        syntaxHighlighting(colours),
        EditorView.lineWrapping,
        EditorState.tabSize.of(2),
        keymap.of([...completionKeymap, ...lintKeymap, ...historyKeymap, ...defaultKeymap]),
        linter(({ state }) => problemsOf(state, shape, words), { delay: 250 }),
        autocompletion({ override: [(context) => hints(context, shape)], icons: false }),
        EditorView.contentAttributes.of({ 'aria-label': label, spellcheck: 'false' }),
        EditorView.updateListener.of(({ docChanged, state }) => {
          if (docChanged) onChange(state.doc.toString(), problemsOf(state, shape, words).length > 0)
        }),
        look,
      ],
    }),
  })
  return {
    setText(next) {
      view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: next } })
    },
    end: () => view.destroy(),
  }
}

function problemsOf(state: EditorState, shape: JsonShape, words: JsonWords): Diagnostic[] {
  const { root, brokenAt } = jsonTree(state)
  if (root === undefined) {
    const from = Math.min(brokenAt ?? 0, state.doc.length)
    return [{ from, to: Math.min(from + 1, state.doc.length), severity: 'error', message: words.notJson }]
  }
  return shapeProblems(root, shape, words).map((problem) => ({ ...problem, severity: 'error' as const }))
}

/** By the colours that the usual style has: texts, numbers, true and false, what is broken. */
const tokens: Readonly<Record<string, string>> = {
  '#a11': '--ok',
  '#164': '--warn',
  '#219': '--accent',
  '#f00': '--bad',
}

function hints(context: CompletionContext, shape: JsonShape) {
  const word = context.matchBefore(/"?[\w-]*/)
  if (!word || (word.from === word.to && !context.explicit)) return null
  // After a colon a value is written, not a name.
  const before = context.state.sliceDoc(Math.max(0, word.from - 200), word.from).trimEnd()
  if (!/[{,]$/.test(before)) return null
  const object = objectAt(context.state, word.from, shape)
  if (!object) return null
  const isClosed = context.state.sliceDoc(context.pos, context.pos + 1) === '"'
  return {
    from: word.from,
    ...(isClosed ? { to: context.pos + 1 } : {}),
    options: Object.entries(object.fields)
      .filter(([name]) => !object.used.includes(name))
      .map(([name, { hint }]) => ({
        label: `"${name}"`,
        detail: hint,
        apply: `"${name}": `,
      })),
  }
}

/** The usual parts of speech in the house's colours, which hold in both themes. */
const colours = HighlightStyle.define(
  defaultHighlightStyle.specs.flatMap(({ tag, color }) =>
    color === undefined ? [] : [{ tag, color: `var(${tokens[String(color)] ?? '--text'})` }],
  ),
)

const look = EditorView.theme({
  '&': { backgroundColor: 'var(--sunken)', color: 'var(--text)', fontSize: '12px', maxHeight: '460px' },
  '&.cm-focused': { outline: '2px solid var(--accent)', outlineOffset: '2px', borderRadius: 'var(--radius)' },
  '.cm-scroller': { fontFamily: '"JetBrains Mono Variable", ui-monospace, monospace', lineHeight: '1.5' },
  '.cm-content': { caretColor: 'var(--text)', padding: '8px 0' },
  '.cm-cursor': { borderLeftColor: 'var(--text)' },
  '.cm-gutters': {
    backgroundColor: 'var(--sunken)',
    color: 'var(--third)',
    borderRight: '1px solid var(--line)',
  },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {
    backgroundColor: 'var(--accent-soft)',
  },
  '.cm-tooltip': {
    backgroundColor: 'var(--surface)',
    border: '1px solid var(--line-strong)',
    borderRadius: '7px',
    color: 'var(--text)',
  },
  '.cm-tooltip-autocomplete ul li[aria-selected]': {
    backgroundColor: 'var(--accent-soft)',
    color: 'var(--accent)',
  },
  '.cm-completionDetail': { color: 'var(--third)', fontStyle: 'normal' },
  '.cm-diagnostic-error': { borderLeftColor: 'var(--bad)' },
  '.cm-lintRange-error': { textDecoration: 'underline wavy var(--bad)', backgroundImage: 'none' },
})

/**
 * Holds the source tree against `rules.ts`: arrows between rooms, packages per room, cycles, barrels, default
 * exports, module-level mutable state and sizes.
 *
 * @module
 */
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { parseSync } from 'oxc-parser'
import { hostOnly, mostLines, type Room, rooms } from './rules.ts'

const sourceFolders = ['main', 'preload', 'renderer']

/** Every violation in the tree below `root`, one line each, sorted. */
export function violations(root: string): string[] {
  return violationsIn(sources(root).map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') })))
}

export interface SourceFile {
  readonly path: string
  readonly text: string
}

/** Every violation among these files. `path` is from the root, with `/`. */
export function violationsIn(files: readonly SourceFile[]): string[] {
  const known = new Set(files.map((file) => file.path))
  const graph = new Map<string, string[]>()
  const found = files.flatMap((file) => {
    const room = roomOf(file.path)
    if (!room) return [`${file.path}: stands in no room of rules.ts`]
    const parsed = parseSync(file.path, file.text)
    const imports = importsOf(parsed)
    const local = imports
      .filter((name) => name.startsWith('.'))
      .map((name) => normalize(join(dirname(file.path), name)))
    graph.set(file.path, local)
    return [
      ...parsed.errors.map((error) => `${file.path}: ${error.message}`),
      ...imports
        .filter((name) => !name.startsWith('.'))
        .flatMap((name) => packageFault(file.path, room, name)),
      ...local.flatMap((target) => arrowFault(file.path, room, target, known)),
      ...shapeFaults(file, room, parsed),
    ]
  })
  return [...found, ...cycles(graph)].sort()
}

function sources(root: string): string[] {
  return sourceFolders
    .flatMap((folder) => {
      try {
        return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map(
          (name) => `${folder}/${name}`,
        )
      } catch {
        return []
      }
    })
    .filter((path) => /\.(ts|tsx|mjs)$/.test(path) && !path.endsWith('.d.ts') && !path.includes('/target/'))
    .sort()
}

function roomOf(path: string): Room | undefined {
  return rooms.filter((room) => path.startsWith(room.path)).sort((a, b) => b.path.length - a.path.length)[0]
}

type Parsed = ReturnType<typeof parseSync>

function importsOf(parsed: Parsed): string[] {
  const { staticImports, staticExports, dynamicImports } = parsed.module
  return [
    ...staticImports.map((entry) => entry.moduleRequest.value),
    ...staticExports.flatMap((entry) =>
      entry.entries.flatMap((e) => (e.moduleRequest ? [e.moduleRequest.value] : [])),
    ),
    ...dynamicImports.flatMap((entry) => literal(parsed, entry.moduleRequest)),
  ]
}

/** The specifier of `import('…')`; an import of something computed is named as such, and fits no rule. */
function literal(parsed: Parsed, span: { start: number; end: number }): string[] {
  const found: string[] = []
  const visit = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return
    const { type, source } = node as { type?: unknown; source?: { start: number; value?: unknown } }
    if (type === 'ImportExpression' && source?.start === span.start) {
      found.push(typeof source.value === 'string' ? source.value : '(computed)')
    }
    for (const child of Object.values(node)) visit(child)
  }
  visit(parsed.program.body)
  return found
}

function packageFault(path: string, room: Room, name: string): string[] {
  const host = hostOnly.find((rule) => name.startsWith(rule.package))
  if (host) return host.where.some((pattern) => pattern.test(path)) ? [] : [`${path}: may not import ${name}`]
  const allowed = room.packages.some((entry) =>
    entry.endsWith('/*') ? name.startsWith(entry.slice(0, -1)) : name === entry,
  )
  return allowed ? [] : [`${path}: package ${name} is not listed for ${room.path}`]
}

function arrowFault(path: string, room: Room, target: string, known: ReadonlySet<string>): string[] {
  if (!known.has(target))
    return /\.(json|css|svg)$/.test(target) ? [] : [`${path}: imports ${target}, which is not there`]
  const sides = [path, target].map((each) => each.split('/')[0])
  if (sides.includes('main') && sides.includes('renderer'))
    return [`${path}: an arrow between the agent and a window: ${target}`]
  const to = roomOf(target)
  if (!to || to === room || to.level < room.level || room.sideways?.includes(to.path)) return []
  return [`${path}: an arrow from level ${room.level} to level ${to.level}: ${target}`]
}

function shapeFaults(file: SourceFile, room: Room, parsed: Parsed): string[] {
  const faults: string[] = []
  const lines = file.text.split('\n').length - 1
  const most = Math.min(mostLines, room.mostLines ?? mostLines)
  if (lines > most) faults.push(`${file.path}: ${lines} lines, over ${most}`)
  const own = parsed.program.body.filter(
    (node) => node.type !== 'ImportDeclaration' && !(isExport(node) && 'source' in node && node.source),
  )
  if (own.length === 0 && parsed.program.body.length > 0) faults.push(`${file.path}: a barrel file`)
  for (const node of parsed.program.body) {
    if (node.type === 'ExportDefaultDeclaration') faults.push(`${file.path}: a default export`)
    const declared = isExport(node) && 'declaration' in node ? node.declaration : node
    if (declared?.type !== 'VariableDeclaration') continue
    if (declared.kind !== 'const') faults.push(`${file.path}: module-level ${declared.kind}`)
    for (const { init } of declared.declarations) {
      const collection =
        init?.type === 'NewExpression' && init.callee.type === 'Identifier' ? init.callee.name : ''
      if (
        /^(Weak)?(Map|Set)$/.test(collection) &&
        init?.type === 'NewExpression' &&
        init.arguments.length === 0
      ) {
        faults.push(`${file.path}: module-level mutable ${collection}`)
      }
    }
  }
  return faults
}

function isExport(node: { readonly type: string }): boolean {
  return node.type === 'ExportNamedDeclaration' || node.type === 'ExportAllDeclaration'
}

function cycles(graph: ReadonlyMap<string, readonly string[]>): string[] {
  const state = new Map<string, 'open' | 'done'>()
  const found: string[] = []
  const visit = (path: string, trail: readonly string[]): void => {
    if (state.get(path) === 'done') return
    if (state.get(path) === 'open') {
      found.push(`a cycle: ${[...trail.slice(trail.indexOf(path)), path].join(' → ')}`)
      return
    }
    state.set(path, 'open')
    for (const next of graph.get(path) ?? []) visit(next, [...trail, path])
    state.set(path, 'done')
  }
  for (const path of graph.keys()) visit(path, [])
  return found
}

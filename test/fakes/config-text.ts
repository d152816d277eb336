import fc from 'fast-check'

const ends = fc.constantFrom('\n', '\n', '\n', '\n', '\r\n', '\r\n', '\r', '\r\r\n')

const names = fc.constantFrom(
  'a',
  'b',
  'a',
  'b',
  'x.y',
  'ü',
  'a b',
  '"a"',
  "'b c'",
  '"a',
  'DEFAULT',
  'default',
  '__proto__',
)

const headers = fc.oneof(
  { weight: 6, arbitrary: names.map((name) => `[profile ${name}]`) },
  names.map((name) => `[${name}]`),
  names.map((name) => `[sso-session ${name}]`),
  names.map((name) => `[services ${name}]`),
  fc.constantFrom(
    '[default]',
    '[profile default]',
    '[ profile a ]',
    '[profile\ta]',
    '[profilefoo]',
    '[profilex a]',
    '[profile a',
    '[]',
    '[a]b]',
    '[profile a] # c',
    '[profile b]#c',
    '[profile a] junk',
    '[profile a#b]',
    '  [profile c]',
    '\u00a0[profile d]',
    '[DEFAULT]',
    '[profile]',
  ),
)

const keyNames = fc.constantFrom(
  'region',
  'output',
  'Region',
  'credential_process',
  'role_arn',
  'sso_session',
  's3',
  'aws_access_key_id',
  'in valid',
  'a:b',
  'ĀB',
  'key',
)

const values = fc.constantFrom(
  'eu-west-1',
  '',
  'a = b',
  'v # comment',
  'v ; comment',
  'v;x',
  '#x',
  '"quoted"',
  'ü😀',
  ' \t ',
  'x\u0000y',
  'x\u001fy',
  'x\u2028y',
  'x\u0085',
  'path\\to',
  ':',
  'http://h/',
)

const keys = fc.oneof(
  { weight: 6, arbitrary: fc.tuple(keyNames, values).map(([name, value]) => `${name} = ${value}`) },
  fc.tuple(keyNames, values).map(([name, value]) => `${name}=${value}`),
  fc.tuple(keyNames, values).map(([name, value]) => `${name}: ${value}`),
  fc.tuple(keyNames, values).map(([name, value]) => `${name} \t=\t${value} \t`),
)

const oddLines = fc.constantFrom(
  '',
  ' ',
  '\t',
  '\u000c',
  '\u001d',
  '\u00a0',
  '\ufeff',
  '# comment',
  '; comment',
  '  # indented',
  '\t; indented',
  'junk',
  '= value',
  ': value',
  '[',
  ']',
  '\\',
  '"',
)

const indented = fc
  .tuple(fc.constantFrom(' ', '  ', '    ', '\t', '\u00a0', '\u0085'), fc.oneof(keys, oddLines, headers))
  .map(([indent, line]) => indent + line)

/** Lines as people, tools and accidents leave them. Half of the files are ones that the AWS CLI takes. */
const lines = fc.oneof(
  { weight: 4, arbitrary: keys },
  { weight: 3, arbitrary: headers },
  { weight: 2, arbitrary: indented },
  { weight: 2, arbitrary: oddLines },
)

/** Files that break no rule of the AWS CLI, unless by the odd line put in. */
const tidySection = fc
  .tuple(
    fc.uniqueArray(keyNames, { maxLength: 4, selector: (name) => name.toLowerCase().split(':')[0] }),
    fc.array(values, { minLength: 4, maxLength: 4 }),
    fc.array(indented, { maxLength: 2 }),
  )
  .map(([some, texts, more]) => [
    ...some.map((name, index) => `${name} = ${texts[index]}`),
    ...(some.length > 0 ? more : []),
  ])

const tidyFile = fc
  .tuple(fc.uniqueArray(headers, { maxLength: 4 }), fc.array(tidySection, { minLength: 4, maxLength: 4 }))
  .map(([heads, bodies]) => heads.flatMap((head, index) => [head, ...(bodies[index] ?? [])]))

const anyLines = fc.oneof(tidyFile, fc.array(lines, { maxLength: 12 }))

const tidyText: fc.Arbitrary<string> = fc
  .tuple(
    anyLines,
    fc.array(ends, { minLength: 1, maxLength: 3 }),
    fc.boolean(),
    fc.integer({ min: 0, max: 29 }),
  )
  .map(([all, some, closed, odd]) => {
    const text = all.map((line, index) => line + (some[index % some.length] ?? '\n')).join('')
    return (odd === 0 ? '\ufeff' : '') + (closed ? text : text.replace(/[\r\n]+$/, ''))
  })

const pieces = fc.constantFrom(
  ...[
    '[',
    ']',
    '=',
    ':',
    ' ',
    '\t',
    '\n',
    '\r',
    '#',
    ';',
    'a',
    'A',
    'profile ',
    'default',
    'DEFAULT',
    '"',
    "'",
    '\\',
  ],
  ...['\u00a0', '\u0085', '\u001c', '\u2028', '\ufeff', '\u0000', 'İ', 'Σ', 'ς', '😀'],
  ...['\n', '\n', '\n[profile b]\n', '\n[a]\n', '\nk = v\n', '=\n  x = y\n'],
)

const brokenText = fc.array(pieces, { maxLength: 30 }).map((parts) => parts.join(''))

/** The text of a config file, often a broken one. */
export const configText: fc.Arbitrary<string> = fc.oneof({ weight: 4, arbitrary: tidyText }, brokenText)

/** Its bytes; now and then with some that are not UTF-8. */
export const configBytes: fc.Arbitrary<Uint8Array<ArrayBuffer>> = fc
  .tuple(configText, fc.integer({ min: 0, max: 29 }), fc.uint8Array({ maxLength: 8 }))
  .map(
    ([text, odd, extra]) =>
      new Uint8Array(Buffer.concat([Buffer.from(text), odd === 0 ? extra : Buffer.alloc(0)])),
  )

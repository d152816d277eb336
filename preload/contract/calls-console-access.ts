import * as z from 'zod/mini'
import { call, look, nothing, shortText } from './call.ts'
import {
  changePlanViewSchema,
  changeResultViewSchema,
  consoleAccessViewSchema,
  consoleDriftViewSchema,
  pastChangeViewSchema,
} from './console-access-views.ts'
import { saidSchema } from './said.ts'

const member = z.optional(shortText)
const inputSchema = z.strictObject({
  sourceVpc: member,
  signinSourceVpce: member,
  consoleSourceVpce: member,
  vpcSourceIp: member,
  sourceIp: member,
  requestedRegion: member,
  excludedPrincipal: member,
})
const memberSchema = z.keyof(inputSchema)

/** What a person edits stays far below this; a message may have 256 KiB. */
const fileText = z.string().check(z.maxLength(120_000))
const fileSchema = z.strictObject({ name: shortText, text: fileText })

const keptSituationSchema = z.strictObject({
  name: z.string().check(z.minLength(1), z.maxLength(200)),
  principal: shortText,
  sourceIp: member,
  sourceVpc: member,
  signinSourceVpce: member,
  consoleSourceVpce: member,
  vpcSourceIp: member,
  requestedRegion: member,
})
export type KeptSituationView = z.infer<typeof keptSituationSchema>

/** Whom the policy is tried against, beside the usual ones. Null: not known. */
export const viewpointViewSchema = z.strictObject({
  breakGlass: z.nullable(shortText),
  myIp: z.nullable(shortText),
  situations: z.array(keptSituationSchema).check(z.maxLength(50)),
})
export type ViewpointView = z.infer<typeof viewpointViewSchema>

/** What a person wants of console access: pieces, everything as in a file, or an earlier change taken back. */
const wishSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('pieces'),
    authorization: z.nullable(z.enum(['on', 'off'])),
    add: z.array(inputSchema).check(z.maxLength(100)),
    remove: z.array(shortText).check(z.maxLength(1_000)),
  }),
  z.strictObject({ kind: z.literal('file'), file: fileSchema }),
  /** The last one when null. */
  z.strictObject({ kind: z.literal('undo'), change: z.nullable(shortText) }),
])
export type AccessWish = z.infer<typeof wishSchema>

/** Whose keys sign, and of which account, organization or root; null: the profile's account. */
const place = { profile: shortText, target: z.nullable(shortText) }

/** Who may sign in to the AWS console, and from where. Whom a policy is tried against is kept by the agent. */
export const consoleAccessCalls = {
  'consoleAccess.read': look(z.strictObject(place), consoleAccessViewSchema),
  /** Sends nothing. `plan` names it for `consoleAccess.apply`; null where there is nothing to change. */
  'consoleAccess.plan': look(
    z.strictObject({ ...place, wish: wishSchema }),
    z.object({ plan: z.nullable(z.string()), view: changePlanViewSchema }),
  ),
  /** Sends what was planned and looked at, and nothing else. `typed`: the id that the plan asked for. */
  'consoleAccess.apply': call(
    z.strictObject({ plan: shortText, typed: z.nullable(shortText) }),
    z.object({ task: z.string() }),
  ),
  /** How an applied plan ended; null while it is under way. */
  'consoleAccess.result': look(
    z.strictObject({ task: shortText }),
    z.object({ result: z.nullable(changeResultViewSchema) }),
  ),
  /** What is wrong with statements, as far as the model says it, while they are typed. */
  'consoleAccess.check': look(
    z.strictObject({ statements: z.array(inputSchema).check(z.maxLength(200)) }),
    z.object({
      problems: z.array(
        z.array(z.object({ member: memberSchema, text: z.string(), said: z.optional(saidSchema) })),
      ),
    }),
  ),
  'consoleAccess.history': look(
    z.strictObject({ profile: shortText }),
    z.object({ changes: z.array(pastChangeViewSchema) }),
  ),
  'consoleAccess.export': look(z.strictObject(place), z.object({ text: z.string(), statements: z.number() })),
  'consoleAccess.compare': look(z.strictObject({ ...place, file: fileSchema }), consoleDriftViewSchema),
  'consoleAccess.viewpoint': look(z.strictObject({ profile: shortText }), viewpointViewSchema),
  'consoleAccess.keepViewpoint': call(
    z.strictObject({ profile: shortText, viewpoint: viewpointViewSchema }),
    nothing,
  ),
}

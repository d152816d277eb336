/**
 * What a person should know before a change is sent, beside who loses access.
 *
 * @module
 */
import type { Said } from '../../preload/contract/said.ts'
import type { PermissionStatementInput } from '../aws/signin-control-types.ts'
import { say } from '../kernel/say.ts'
import type { AccessState } from './access-state.ts'
import type { ChangeSet } from './change-set.ts'
import { type EnforcedPolicy, type LockOutRow, signsIn } from './lock-out.ts'
import { withoutStatement } from './statement-of.ts'

export interface PlanWarning {
  /** `serious` can mean a lock-out, or a door that is open. */
  readonly weight: 'serious' | 'note'
  readonly said: Said
}

export interface WarningsRequest {
  readonly state: AccessState
  readonly changeSet: ChangeSet
  readonly targetId: string
  readonly breakGlass: string | undefined
  readonly before: EnforcedPolicy
  readonly after: EnforcedPolicy
  readonly rows: readonly LockOutRow[]
  /** Sign-in is freer on the way than before and after. */
  readonly opens: boolean
}

export function planWarnings(request: WarningsRequest): readonly PlanWarning[] {
  const { authorization, add } = request.changeSet
  const tightens = authorization === 'on' || add.length > 0
  return [
    ...(tightens ? [...breakGlassWarnings(request), ...networkWarnings(request)] : []),
    ...(authorization === 'on' ? enableWarnings(request) : []),
    ...effectWarnings(request),
    ...removalWarnings(request),
  ]
}

function effectWarnings({ changeSet, before, after }: WarningsRequest): readonly PlanWarning[] {
  if (after.enabled === false) {
    return [
      ...(before.enabled === false
        ? []
        : [
            serious(
              say(
                'warning-nobody-bound',
                {},
                'Afterwards no statement binds anybody: whoever may sign in can do so from anywhere.',
              ),
            ),
          ]),
      ...(changeSet.add.length === 0
        ? []
        : [
            note(
              say(
                'warning-inert',
                {},
                'Console authorization is off, so what is added is inert: it refuses nobody until you turn it on.',
              ),
            ),
          ]),
    ]
  }
  return after.policy.Statement.length > 0
    ? [
        note(
          say(
            'warning-access-keys',
            {},
            'Calls signed with access keys are never bound by these statements.',
          ),
        ),
      ]
    : []
}

function removalWarnings({ changeSet, state, opens }: WarningsRequest): readonly PlanWarning[] {
  const { remove } = changeSet
  return [
    ...(opens
      ? [
          note(
            say(
              'warning-open-between',
              {},
              'Between the removal and the new statement nothing refuses anybody by what is replaced. The other order would refuse people whom neither the old nor the new statement refuses.',
            ),
          ),
        ]
      : []),
    ...(remove.some(({ input }) => input === undefined)
      ? [
          serious(
            say(
              'warning-not-put-back',
              {},
              'Signet cannot tell what makes a statement that goes, so it cannot put it back. Its condition is in the history.',
            ),
          ),
        ]
      : []),
    ...(remove.some((gone) => withoutStatement(state.policy, gone) === undefined)
      ? [
          note(
            say(
              'warning-not-shown',
              {},
              'AWS’s policy does not show a statement that goes, so it is counted as if it stayed: what comes may be freer than it looks here.',
            ),
          ),
        ]
      : []),
  ]
}

function breakGlassWarnings({ state, changeSet, breakGlass, rows }: WarningsRequest): readonly PlanWarning[] {
  const statements = [...keptInputs(state, changeSet), ...changeSet.add]
  if (statements.length === 0) return []
  if (breakGlass !== undefined) {
    const glass = rows.filter(({ situation }) => situation.principal.arn === breakGlass)
    if (glass.some((row) => signsIn(row.after) === 'in')) return []
    return [
      serious(
        say(
          'warning-glass-unsure',
          { principal: breakGlass },
          `Your break-glass principal ${breakGlass} does not surely get in afterwards.`,
        ),
      ),
    ]
  }
  const excluded = statements.map((input) => input?.excludedPrincipal)
  if (excluded.every((principal) => principal === undefined)) {
    return [
      serious(
        say(
          'warning-nobody-left-out',
          {},
          'No statement leaves anybody out. Give a principal that must always get in with --excluded-principal, in every statement.',
        ),
      ),
    ]
  }
  const [first] = excluded
  return excluded.every((principal) => principal !== undefined && principal === first)
    ? [
        note(
          say(
            'warning-name-glass',
            {},
            'Name the principal that must always get in with --break-glass, and it is checked too.',
          ),
        ),
      ]
    : [
        serious(
          say(
            'warning-left-out-by-some',
            {},
            'No principal is left out of all statements. Each statement refuses by itself: one that leaves a principal out does not help where another refuses it.',
          ),
        ),
      ]
}

function keptInputs(
  { statements }: AccessState,
  { remove }: ChangeSet,
): readonly (PermissionStatementInput | undefined)[] {
  return statements.filter(({ sid }) => !remove.some((gone) => gone.sid === sid)).map(({ input }) => input)
}

function networkWarnings({ state, changeSet, rows }: WarningsRequest): readonly PlanWarning[] {
  const kept = keptInputs(state, changeSet)
  const all = [...kept, ...changeSet.add]
  const networks = all.filter((input) => input === undefined || hasNetwork(input))
  const refusesPortal = rows.some(
    (row) => row.situation.principal.isPortalUser && signsIn(row.after) !== 'in',
  )
  return [
    ...(networks.length === 0
      ? []
      : [
          serious(
            refusesPortal
              ? say(
                  'warning-portal-kept-out',
                  {},
                  'Identity Center portal users are kept out: AWS does not let the portal meet network conditions, wherever its users are.',
                )
              : say(
                  'warning-portal-networks',
                  {},
                  'Statements with a network keep Identity Center portal users out, wherever they are.',
                ),
          ),
        ]),
    ...(networks.length > 1
      ? [
          serious(
            say(
              'warning-several-networks',
              { count: networks.length },
              `${networks.length} statements name a network. Each refuses by itself: a request has to come from all of these at once.`,
            ),
          ),
        ]
      : []),
  ]
}

function hasNetwork({
  excludedPrincipal: _,
  requestedRegion: __,
  ...network
}: PermissionStatementInput): boolean {
  return Object.values(network).some((value) => value !== undefined)
}

function enableWarnings({ targetId, state }: WarningsRequest): readonly PlanWarning[] {
  return [
    note(
      say(
        'warning-other-policies',
        {},
        'With console authorization on, resource control policies of your organization bind sign-in too. Signet does not see them.',
      ),
    ),
    ...(targetId === state.accountId
      ? []
      : [
          serious(
            say(
              'warning-more-accounts',
              { target: targetId, account: state.accountId },
              `${targetId} is more than account ${state.accountId}: the statements of every account below it begin to bind. Signet has looked at this one only.`,
            ),
          ),
        ]),
  ]
}

export function serious(said: Said): PlanWarning {
  return { weight: 'serious', said }
}

export function note(said: Said): PlanWarning {
  return { weight: 'note', said }
}

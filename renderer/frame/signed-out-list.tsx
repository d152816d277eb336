import { useMemo } from 'react'
import { useAgentState, useApp } from '../app-context.tsx'
import type { RowProvider } from '../commands/row-provider.ts'
import { ItemMenu } from '../ui/menu.tsx'
import { useProvider } from '../ui/use-provider.ts'
import { mostSignedOut, type SignedOut, signedOutOf } from './signed-out.ts'
import { signedOutActions, signInTo } from './signed-out-actions.ts'
import css from './signed-out-list.module.css'

/** Who was signed in and is not any more: one press signs in again. */
export function SignedOutList() {
  const { texts, view } = useApp()
  const all = useSignedOut()
  useSignedOutProvider(all)
  if (all.length === 0) return null
  const more = all.length - mostSignedOut
  return (
    <ul className={css.list} aria-label={texts.frame.signedOutList}>
      {all.slice(0, mostSignedOut).map((out) => (
        <SignedOutItem key={`${out.kind} ${out.name}`} out={out} />
      ))}
      {more > 0 && (
        <li>
          <button
            type="button"
            className={css.more}
            onClick={() => view.setState({ place: 'profiles', detail: undefined })}
          >
            {texts.frame.moreSignedOut(more)}
          </button>
        </li>
      )}
    </ul>
  )
}

function SignedOutItem({ out }: { readonly out: SignedOut }) {
  const app = useApp()
  const { frame } = app.texts
  return (
    <li>
      <ItemMenu items={signedOutActions(app, out)} label={frame.signedOutItem(out.name)}>
        <button
          type="button"
          className={css.item}
          title={[out.name, out.where, frame.renewSignIn(out.name)].filter(Boolean).join('\n')}
          onClick={() => signInTo(app, out)}
        >
          <span className={css.shape} aria-hidden="true" />
          <bdi className={css.name}>{out.name}</bdi>
          <span className={css.state}>
            {frame.signedOut}
            <span className={css.again}>{frame.signInAgain}</span>
          </span>
        </button>
      </ItemMenu>
    </li>
  )
}

function useSignedOut(): readonly SignedOut[] {
  const profiles = useAgentState((state) => state.profiles)
  const signedOut = useAgentState((state) => state.signedOut)
  const vault = useAgentState((state) => state.vault)
  return useMemo(() => signedOutOf({ profiles, signedOut, vault }), [profiles, signedOut, vault])
}

/** The same in the palette. */
function useSignedOutProvider(all: readonly SignedOut[]): void {
  const app = useApp()
  useProvider(
    useMemo(
      (): RowProvider => ({
        id: 'signed-out',
        order: 4,
        title: app.texts.frame.signedOutList,
        // A profile that is signed out stands among the profiles.
        rows: () =>
          all
            .filter(({ kind }) => kind === 'portal')
            .map(({ name, where }) => ({
              ...{ id: `signed-out:${name}`, title: name, detail: where },
              badge: app.texts.frame.signedOut,
            })),
        actions: ({ title }) => {
          const out = all.find(({ kind, name }) => kind === 'portal' && name === title)
          return out === undefined ? [] : signedOutActions(app, out)
        },
      }),
      [app, all],
    ),
  )
}

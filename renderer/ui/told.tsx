import { partsOf } from '../texts/in-english.ts'

/** A text of the window's language; what is English in it says so, and is read out as English. */
export function Told({ text }: { readonly text: string }) {
  return partsOf(text).map(({ text: part, isEnglish }, index) =>
    isEnglish ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: the same words may stand there twice
      <span key={index} lang="en">
        {part}
      </span>
    ) : (
      part
    ),
  )
}

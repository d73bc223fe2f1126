import Text from 'markdown-to-jsx/react'
import type { ReactNode } from 'react'

/** Others' Markdown. HTML in it is text, and an image is a link: nothing is loaded from elsewhere. */
export function Markdown({ children }: { readonly children: string }) {
  return (
    <div className="prose">
      <Text options={{ disableParsingRawHTML: true, forceBlock: true, overrides: { a: OutwardLink, img: Picture } }}>
        {children}
      </Text>
    </div>
  )
}

function OutwardLink({ href, children }: { readonly href?: string; readonly children?: ReactNode }) {
  return (
    <a href={href} rel="noreferrer noopener nofollow" target="_blank">
      {children}
    </a>
  )
}

function Picture({ src = '', alt = '' }: { readonly src?: string; readonly alt?: string }) {
  return <OutwardLink href={src}>{alt === '' ? src : alt}</OutwardLink>
}

import { IconContrast2, IconLink, IconLinkOff, IconStack2, IconZoomPan } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTitle } from '../app/key-hint';
import { text } from '../ui/text';
import type { Links } from './links';
import classes from './view-controls.module.css';
import { useViewerStore } from './viewer-store';

/** The links in the order of their buttons, with their keys. */
export const linkKeys = { linked: 'Y', zoomLinked: 'Shift+Y', windowLinked: 'Alt+Y' } as const;
export const linkNames = Object.keys(linkKeys) as (keyof Links)[];

const icons: Record<keyof Links, ReactNode> = {
  linked: <IconStack2 size={16} aria-hidden="true" />,
  zoomLinked: <IconZoomPan size={16} aria-hidden="true" />,
  windowLinked: <IconContrast2 size={16} aria-hidden="true" />,
};

/** A button for each link between viewports: pressed, with a chain, while it is on. */
export function LinkToggles() {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for form controls; these are buttons of a toolbar
    <div className={classes.group} role="group" aria-label={text.links.group}>
      {linkNames.map((link) => (
        <LinkToggle key={link} link={link} />
      ))}
    </div>
  );
}

function LinkToggle({ link }: { link: keyof Links }) {
  const isOn = useViewerStore((state) => state[link]);
  const title = useTitle(`${text.links[link]}: ${isOn ? text.links.on : text.links.off}`, `viewer.${link}`);
  return (
    <button
      type="button"
      className={classes.button}
      aria-label={text.links[link]}
      aria-pressed={isOn}
      title={`${title}\n${text.links[`${link}Hint`]}`}
      onClick={() => useViewerStore.getState().toggleLink(link)}
    >
      {icons[link]}
      <span className={classes.chain}>
        {isOn ? <IconLink size={10} aria-hidden="true" /> : <IconLinkOff size={10} aria-hidden="true" />}
      </span>
    </button>
  );
}

import { create } from 'zustand';

/** Tools of the reading, in the order of the header: the first selects and moves points, the others place them. */
export const readingTools = [
  'select',
  'level',
  'fracture',
  'landmark',
  'wall',
  'disrupted',
  'fragment',
  'outline',
] as const;

/** Tools that change the view. */
export const viewTools = ['window', 'zoom', 'pan', 'crosshair'] as const;

/** What a left click or drag in a viewport does; `region` takes the grey window from one rectangle, then goes back. */
export type Tool = (typeof readingTools)[number] | (typeof viewTools)[number] | 'region';

interface ToolState {
  activeTool: Tool;
  setTool(tool: Tool): void;
}

/** The tool in hand, shared by the header, the viewports and the annotation layer. */
export const useToolStore = create<ToolState>()((set) => ({
  activeTool: 'select',
  setTool: (activeTool) => set({ activeTool }),
}));

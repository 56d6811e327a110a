import { create } from 'zustand';

/** What a left click or drag in a viewport does. */
export type Tool =
  | 'select'
  | 'level'
  | 'fracture'
  | 'landmark'
  | 'wall'
  | 'disrupted'
  | 'fragment'
  | 'outline'
  | 'window'
  | 'zoom'
  | 'pan';

interface ToolState {
  activeTool: Tool;
  setTool(tool: Tool): void;
}

/** The tool in hand, shared by the header, the viewports and the annotation layer. */
export const useToolStore = create<ToolState>()((set) => ({
  activeTool: 'select',
  setTool: (activeTool) => set({ activeTool }),
}));

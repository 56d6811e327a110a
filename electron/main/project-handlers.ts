import type { Outcome } from '../../shared/ipc/contract';
import type { ProjectReplies } from '../../shared/ipc/project';
import type { Handlers } from './requests';

const noProject = (): Outcome<never> => ({ ok: false, problem: 'No project is open; open one first.' });

/** The answer to every channel about projects. */
export function createProjectHandlers(): Pick<Handlers, keyof ProjectReplies> {
  return {
    'project:state': () => ({ ok: true, value: null }),
    'project:recent': () => ({ ok: true, value: [] }),
    'project:create': noProject,
    'project:open': noProject,
    'project:openRecent': noProject,
    'project:close': noProject,
    'project:signIn': noProject,
    'project:signOut': noProject,
    'project:saveReader': noProject,
    'project:saveProtocol': noProject,
    'project:readProtocolFile': noProject,
    'project:writeProtocolFile': noProject,
    'project:planCases': noProject,
    'project:addCases': noProject,
    'project:chooseKeyTable': noProject,
    'project:worklist': noProject,
    'project:openCase': noProject,
    'project:leaveCase': noProject,
    'project:adjudication': noProject,
    'project:activity': noProject,
    'project:audit': noProject,
    'project:exportAudit': noProject,
    'project:exportPackage': noProject,
    'project:importPackage': noProject,
  };
}

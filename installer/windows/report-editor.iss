; Inno Setup 6. What it packs is made first: see README.md beside this file.
#define Version GetStringFileInfo("..\..\build\windows\report-editor\report-editor.exe", "ProductVersion")
#if Version == ""
  #define Version "0.2.0"
#endif

[Setup]
AppId={{6E6B9C53-8B1F-4C1D-9A56-0E6C5E6A7F21}
AppName=年度报告编辑器
AppVersion={#Version}
AppPublisher=The Report Editor developers
DefaultDirName={autopf}\report-editor
DefaultGroupName=年度报告编辑器
DisableProgramGroupPage=yes
PrivilegesRequired=lowest
PrivilegesRequiredOverridesAllowed=dialog
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
MinVersion=10.0
LicenseFile=..\..\LICENSE
OutputDir=..\..\dist
OutputBaseFilename=report-editor-{#Version}-setup
SetupIconFile=..\..\build\app.ico
UninstallDisplayIcon={app}\report-editor.exe
Compression=lzma2/max
SolidCompression=yes
WizardStyle=modern

[Languages]
; Inno Setup ships its Chinese translation separately; put ChineseSimplified.isl beside this file.
#if FileExists(SourcePath + "ChineseSimplified.isl")
Name: "zh"; MessagesFile: "ChineseSimplified.isl"
#endif
Name: "en"; MessagesFile: "compiler:Default.isl"

[Tasks]
Name: "desktopicon"; Description: "{cm:CreateDesktopIcon}"; GroupDescription: "{cm:AdditionalIcons}"

[Files]
Source: "..\..\build\windows\report-editor\*"; DestDir: "{app}"; Flags: ignoreversion recursesubdirs createallsubdirs

[InstallDelete]
; Files of an older version must not be left among those of the new one.
Type: filesandordirs; Name: "{app}\_internal"

[Icons]
Name: "{group}\年度报告编辑器"; Filename: "{app}\report-editor.exe"
Name: "{autodesktop}\年度报告编辑器"; Filename: "{app}\report-editor.exe"; Tasks: desktopicon

[Run]
Filename: "{app}\report-editor.exe"; Description: "{cm:LaunchProgram,年度报告编辑器}"; Flags: nowait postinstall skipifsilent

; lanyard:// links, for this user alone: as Electron's setAsDefaultProtocolClient writes them at the first start.
!macro customInstall
  WriteRegStr HKCU "Software\Classes\lanyard" "" "URL:lanyard"
  WriteRegStr HKCU "Software\Classes\lanyard" "URL Protocol" ""
  WriteRegStr HKCU "Software\Classes\lanyard\shell\open\command" "" '"$INSTDIR\${APP_EXECUTABLE_FILENAME}" "%1"'
!macroend

!macro customUnInstall
  DeleteRegKey HKCU "Software\Classes\lanyard"
!macroend

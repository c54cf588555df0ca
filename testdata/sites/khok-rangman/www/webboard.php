<html>
<head>
<meta http-equiv="Content-Type" content="text/html; charset=utf-8">
<title>กระดานข่าว</title>
<style>body{font:14px Tahoma;background:#fffbe8}h2,.hd{background:#0a6;color:#fff;padding:4px}</style>
</head>
<body bgcolor="#fffbe8" topmargin="0"><h2>กระดานข่าว</h2><p>0123 ถามเรื่องวัคซีน HPV (ผู้อ่าน 214) - สมหญิง 3 ธ.ค. 2562</p></body>
</html>
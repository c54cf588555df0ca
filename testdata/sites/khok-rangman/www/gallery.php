<html>
<head>
<meta http-equiv="Content-Type" content="text/html; charset=utf-8">
<title>ภาพกิจกรรม</title>
<style>body{font:14px Tahoma;background:#fffbe8}h2,.hd{background:#0a6;color:#fff;padding:4px}</style>
</head>
<body bgcolor="#fffbe8" topmargin="0"><h2>ภาพกิจกรรม</h2><p><img src="images/b1.png"> กีฬา อสม. 2561</p></body>
</html>